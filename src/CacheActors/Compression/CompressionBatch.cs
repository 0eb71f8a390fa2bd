using Akka.Actor;
using CacheActors.Domain.Compression;
using CacheActors.Entries;
using CacheActors.Files;

namespace CacheActors.Compression;

/// <summary>
/// Takes a batch through: every entry grants, one encoder run makes the files in staging, every entry takes its file over.
/// Whatever happens, each grant is ended: completed, failed or given back.
/// </summary>
internal sealed class CompressionBatch(
    string runId,
    IActorRef entries,
    IAudioEncoder encoder,
    IFileStore files,
    TimeSpan answerTimeout
)
{
    /// <param name="items">The entries.</param>
    /// <param name="finished">Is told of each entry, once.</param>
    /// <param name="cancellationToken">Stops the encoder; what it was working on is given back.</param>
    /// <exception cref="MissingToolException">The encoder is not installed; nothing was started.</exception>
    /// <exception cref="CacheException">The encoder could not run, or the journal refused; the message says which.</exception>
    public async Task RunAsync(
        IReadOnlyList<CompressionItem> items,
        Action<CompressionOutcome> finished,
        CancellationToken cancellationToken
    )
    {
        encoder.EnsureAvailable();
        var grants = await GrantsAsync(items, finished);
        if (grants.Count == 0)
        {
            return;
        }

        IReadOnlyList<EncodeResult> results;
        try
        {
            results = await encoder.EncodeAsync([.. grants.Keys], cancellationToken);
        }
        catch (Exception e)
        {
            var reason = e is OperationCanceledException ? "cancelled" : e.Message;
            await Task.WhenAll(grants.Values.Select(grant => GiveBackAsync(grant, reason, finished)));
            if (e is OperationCanceledException)
            {
                return;
            }

            throw;
        }
        await Task.WhenAll(results.Select(result => TakeOverAsync(result, grants[result.Job], finished)));
        // What there was no room for is given back; the others are done. Whoever asked is told, and the background waits.
        if (results.OfType<EncodeResult.Postponed>().FirstOrDefault() is { } postponed)
        {
            throw postponed.Cause;
        }
    }

    private async Task<Dictionary<EncodeJob, EntryReply.Granted>> GrantsAsync(
        IReadOnlyList<CompressionItem> items,
        Action<CompressionOutcome> finished
    )
    {
        var asked = items.Select(item => Ask(new EntryMessage.StartCompression(item.Key, runId))).ToList();
        Exception? lost = null;
        var grants = new Dictionary<EncodeJob, EntryReply.Granted>();
        for (var i = 0; i < items.Count; i++)
        {
            try
            {
                if (await asked[i] is EntryReply.Granted granted)
                {
                    grants.Add(new EncodeJob(granted.Key, granted.WavPath, files.NewStagingPath("m4a")), granted);
                }
                else
                {
                    finished(new CompressionOutcome.NotNeeded(items[i].Key));
                }
            }
            catch (Exception e) when (e is CacheException or AskTimeoutException)
            {
                lost = e;
            }
        }
        if (lost is null)
        {
            return grants;
        }

        await Task.WhenAll(grants.Values.Select(grant => GiveBackAsync(grant, lost.Message, finished)));
        throw new GrantsLostException(lost);
    }

    private async Task TakeOverAsync(EncodeResult result, EntryReply.Granted grant, Action<CompressionOutcome> finished)
    {
        if (result is EncodeResult.Postponed postponed)
        {
            await GiveBackAsync(grant, postponed.Cause.Message, finished);
            return;
        }
        var answer = result switch
        {
            EncodeResult.Unusable unusable => await Ask(
                new EntryMessage.FailCompression(grant.Key, grant.Attempt, unusable.Reason)
            ),
            _ => await CompleteAsync(result.Job, grant),
        };
        finished(
            answer switch
            {
                EntryReply.Done { State: Domain.Entries.EntryState.M4a m4a } => new CompressionOutcome.Compressed(
                    grant.Key,
                    grant.WavSizeBytes,
                    m4a.Compressed.SizeBytes
                ),
                EntryReply.Done { State: Domain.Entries.EntryState.Failed failed } => new CompressionOutcome.Failed(
                    grant.Key,
                    failed.Reason
                ),
                _ => new CompressionOutcome.NotNeeded(grant.Key),
            }
        );
    }

    private async Task<EntryReply> CompleteAsync(EncodeJob job, EntryReply.Granted grant)
    {
        try
        {
            var file = await files.SealStagedAsync(job.OutputPath, CancellationToken.None);
            return await Ask(
                new EntryMessage.CompleteCompression(
                    grant.Key,
                    grant.Attempt,
                    job.OutputPath,
                    file,
                    encoder.Codec,
                    encoder.BitRate
                )
            );
        }
        catch (StorageException e)
        {
            await files.DeleteAsync(job.OutputPath);
            return await Ask(new EntryMessage.FailCompression(grant.Key, grant.Attempt, e.Message));
        }
    }

    private async Task GiveBackAsync(EntryReply.Granted grant, string reason, Action<CompressionOutcome> finished)
    {
        await Ask(new EntryMessage.CancelCompression(grant.Key, grant.Attempt, reason));
        finished(new CompressionOutcome.GivenBack(grant.Key, reason));
    }

    private Task<EntryReply> Ask(EntryMessage message) => entries.Ask<EntryReply>(message, answerTimeout);
}
