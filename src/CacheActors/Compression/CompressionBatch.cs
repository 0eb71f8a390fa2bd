using System.Diagnostics;
using Akka.Actor;
using CacheActors.Diagnostics;
using CacheActors.Domain.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Files;

namespace CacheActors.Compression;

/// <summary>
/// Takes a batch through: every entry grants, space is taken for what the encoder may write, it makes the files in staging,
/// every entry takes its file over. What there is no space for waits until the others are done and their WAVs gone.
/// Whatever happens, each grant is ended: completed, failed or given back.
/// </summary>
internal sealed class CompressionBatch(
    string runId,
    IActorRef entries,
    IAudioEncoder encoder,
    IFileStore files,
    LeaseTable leases,
    IoPool io,
    CacheMeter meter,
    TimeSpan answerTimeout
)
{
    /// <param name="items">The entries.</param>
    /// <param name="finished">Is told of each entry, once.</param>
    /// <param name="askedFor">The trace of whoever asked; the default for the background.</param>
    /// <param name="cancellationToken">Stops the encoder; what it was working on is given back.</param>
    /// <exception cref="MissingToolException">The encoder is not installed; nothing was started.</exception>
    /// <exception cref="CacheFullException">There is not even room for one; what was left is given back.</exception>
    /// <exception cref="CacheException">The encoder could not run, or the journal refused; the message says which.</exception>
    public async Task RunAsync(
        IReadOnlyList<CompressionItem> items,
        Action<CompressionOutcome> finished,
        ActivityContext askedFor,
        CancellationToken cancellationToken
    )
    {
        encoder.EnsureAvailable();
        using var step = CacheTrace.Batch("compression.batch", askedFor)?.SetTag("cacheactors.entries", items.Count);
        var started = meter.Now;
        var grants = await GrantsAsync(items, finished);
        foreach (var grant in grants.Values)
        {
            step?.LinkTo(grant.MadeIn);
        }
        try
        {
            while (grants.Count > 0)
            {
                IReadOnlyList<EncodeJob> part;
                try
                {
                    part = await TakeSpaceAsync([.. grants.Keys], cancellationToken);
                }
                catch (CacheFullException) when (grants.Count > 1)
                {
                    await LeaveHalfAsync(grants);
                    continue;
                }
                await RunPartAsync(part, grants, finished, cancellationToken);
            }
        }
        catch (Exception e)
        {
            // What is done stays done, what is left is given back. Whoever asked is told, and the background waits.
            var reason = e is OperationCanceledException ? "cancelled" : e.Message;
            await EndAsync(grants.Values.Select(grant => GiveBackAsync(grant, reason, finished)));
            if (e is not OperationCanceledException)
            {
                step.Fail(e);
                throw;
            }
        }
        meter.CompressionTook(started);
    }

    // In a small cache a batch may hold all there is. What it leaves can be evicted, or waits for a later batch.
    private async Task LeaveHalfAsync(Dictionary<EncodeJob, EntryReply.Granted> grants)
    {
        foreach (var (job, grant) in grants.Skip((grants.Count + 1) / 2).ToList())
        {
            grants.Remove(job);
            await CancelAsync(grant, "no room");
        }
    }

    /// <summary>Takes space for as many as there is space for, in their order; for the first one room is made if need be.</summary>
    private async Task<IReadOnlyList<EncodeJob>> TakeSpaceAsync(
        IReadOnlyList<EncodeJob> jobs,
        CancellationToken cancellationToken
    )
    {
        var bytes = await io.RunAsync(
            () => jobs.Select(job => encoder.LargestOutputBytes(job.WavPath)).ToList(),
            cancellationToken
        );
        await files.ReserveStagedAsync(jobs[0].OutputPath, bytes[0], cancellationToken);
        var fitting = 1;
        while (fitting < jobs.Count && files.TryReserveStaged(jobs[fitting].OutputPath, bytes[fitting]))
        {
            fitting++;
        }
        return [.. jobs.Take(fitting)];
    }

    /// <summary>Encodes what has space. The grants of what is done are taken away.</summary>
    private async Task RunPartAsync(
        IReadOnlyList<EncodeJob> part,
        Dictionary<EncodeJob, EntryReply.Granted> grants,
        Action<CompressionOutcome> finished,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<EncodeResult> results;
        try
        {
            results = await EncodeAsync(part, cancellationToken);
        }
        catch
        {
            await Task.WhenAll(part.Select(job => files.DeleteAsync(job.OutputPath)));
            throw;
        }
        var done = results.Where(result => result is not EncodeResult.Postponed).ToList();
        var taken = done.Select(result => TakeOverAsync(result, grants[result.Job], finished)).ToList();
        foreach (var result in done)
        {
            grants.Remove(result.Job);
        }
        await EndAsync(taken);
        var postponed = results.OfType<EncodeResult.Postponed>().ToList();
        await Task.WhenAll(postponed.Select(result => files.DeleteAsync(result.Job.OutputPath)));
        if (postponed is [var first, ..])
        {
            throw first.Cause;
        }
    }

    // A WAV that is cleared meanwhile takes up its space until the encoder has closed it.
    private async Task<IReadOnlyList<EncodeResult>> EncodeAsync(
        IReadOnlyList<EncodeJob> part,
        CancellationToken cancellationToken
    )
    {
        foreach (var job in part)
        {
            leases.BeginWork(job.Key, AudioFormat.Wav);
        }
        try
        {
            return await encoder.EncodeAsync(part, cancellationToken);
        }
        finally
        {
            foreach (var job in part)
            {
                leases.EndWork(job.Key, AudioFormat.Wav);
            }
        }
    }

    private async Task<Dictionary<EncodeJob, EntryReply.Granted>> GrantsAsync(
        IReadOnlyList<CompressionItem> items,
        Action<CompressionOutcome> finished
    )
    {
        var correlationId = CacheTrace.Correlation();
        var asked = items
            .Select(item => Ask(new EntryMessage.StartCompression(item.Key, runId) { CorrelationId = correlationId }))
            .ToList();
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

        await EndAsync(grants.Values.Select(grant => GiveBackAsync(grant, lost.Message, finished)));
        throw new GrantsLostException(lost);
    }

    private async Task TakeOverAsync(EncodeResult result, EntryReply.Granted grant, Action<CompressionOutcome> finished)
    {
        var answer = result is EncodeResult.Unusable unusable
            ? await FailAsync(result.Job, grant, unusable.Reason)
            : await CompleteAsync(result.Job, grant);
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
                {
                    CorrelationId = grant.CorrelationId,
                }
            );
        }
        catch (CacheException e) when (e is StorageException or CacheFullException)
        {
            return await FailAsync(job, grant, e.Message);
        }
    }

    private async Task<EntryReply> FailAsync(EncodeJob job, EntryReply.Granted grant, string reason)
    {
        await files.DeleteAsync(job.OutputPath);
        return await Ask(
            new EntryMessage.FailCompression(grant.Key, grant.Attempt, reason) { CorrelationId = grant.CorrelationId }
        );
    }

    // An entry that could not journal the end of its grant grants nothing more to this run.
    private static async Task EndAsync(IEnumerable<Task> ends)
    {
        try
        {
            await Task.WhenAll(ends);
        }
        catch (Exception e) when (e is CacheException or AskTimeoutException)
        {
            throw new GrantsLostException(e);
        }
    }

    private async Task GiveBackAsync(EntryReply.Granted grant, string reason, Action<CompressionOutcome> finished)
    {
        await CancelAsync(grant, reason);
        finished(new CompressionOutcome.GivenBack(grant.Key, reason));
    }

    private Task<EntryReply> CancelAsync(EntryReply.Granted grant, string reason) =>
        Ask(
            new EntryMessage.CancelCompression(grant.Key, grant.Attempt, reason) { CorrelationId = grant.CorrelationId }
        );

    private Task<EntryReply> Ask(EntryMessage message) => entries.Ask<EntryReply>(message, answerTimeout);
}
