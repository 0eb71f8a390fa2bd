using CacheActors.Files;
using CacheActors.Processes;

namespace CacheActors.Compression;

/// <summary>
/// Encodes WAV files to AAC-LC with ffmpeg, many in one process: starting ffmpeg costs twice what encoding a sentence
/// does.
/// </summary>
/// <remarks>
/// ffmpeg's exit code proves nothing. It is 0 after a WAV that is cut off and on a full disk, and one bad file among many
/// ends the work on all. So each WAV is looked at before, and each result after; what is good is kept whatever ffmpeg
/// says, the rest is tried again one by one.
/// </remarks>
internal sealed class FfmpegEncoder(FfmpegSettings settings, ChildProcesses processes)
    : IAudioEncoder
{
    private const string Fix =
        "Install it, for example with `apt-get install ffmpeg`, or set its path in the settings.";

    /// <inheritdoc/>
    public string Codec => EncodedFile.Codec;

    /// <inheritdoc/>
    public int BitRate => settings.BitRate;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EncodeResult>> EncodeAsync(
        IReadOnlyList<EncodeJob> batch,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var results = new List<EncodeResult>(batch.Count);
            List<EncodeInput> left = await IoPool.RunAsync(() => ReadInputs(batch, results));
            if (left.Count > 1)
            {
                left = await EncodeTogetherAsync(left, results, cancellationToken);
            }
            await EncodeOneByOneAsync(left, results, cancellationToken);
            return results;
        }
        catch
        {
            await IoPool.RunAsync(() => Delete(batch));
            throw;
        }
    }

    /// <summary>Adds a result for each WAV that is none, and returns the others.</summary>
    private static List<EncodeInput> ReadInputs(
        IReadOnlyList<EncodeJob> batch,
        List<EncodeResult> results
    )
    {
        var inputs = new List<EncodeInput>(batch.Count);
        foreach (EncodeJob job in batch)
        {
            try
            {
                inputs.Add(new EncodeInput(job, WavFacts.Read(job.WavPath)));
            }
            catch (InvalidAudioException error)
            {
                results.Add(new EncodeResult.Unusable(job, error.Message));
            }
        }
        return inputs;
    }

    /// <summary>Adds the results that are good, and returns what is left.</summary>
    private async Task<List<EncodeInput>> EncodeTogetherAsync(
        List<EncodeInput> inputs,
        List<EncodeResult> results,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<string> arguments = FfmpegArguments.For(
            [.. inputs.Select(i => i.Job)],
            settings
        );
        (List<EncodeResult> outcome, _) = await RunAsync(inputs, arguments, cancellationToken);
        results.AddRange(outcome.OfType<EncodeResult.Encoded>());
        return [.. inputs.Where((_, i) => outcome[i] is not EncodeResult.Encoded)];
    }

    private async Task EncodeOneByOneAsync(
        List<EncodeInput> inputs,
        List<EncodeResult> results,
        CancellationToken cancellationToken
    )
    {
        StorageException? full = null;
        foreach (EncodeInput input in inputs)
        {
            EncodeResult result = full is null
                ? await EncodeAloneAsync(input, cancellationToken)
                : new EncodeResult.Postponed(input.Job, full);
            full = (result as EncodeResult.Postponed)?.Cause;
            results.Add(result);
        }
    }

    private async Task<EncodeResult> EncodeAloneAsync(
        EncodeInput input,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<string> plain = FfmpegArguments.For([input.Job], settings);
        (List<EncodeResult> outcome, ChildExit exit) = await RunAsync(
            [input],
            plain,
            cancellationToken
        );
        if (outcome is not [EncodeResult.Unusable] || exit.TimeLimit is not null)
        {
            return outcome[0];
        }
        IReadOnlyList<string> mixed = FfmpegArguments.MixedByHand(
            input.Job,
            input.Wav.Channels,
            settings
        );
        (outcome, _) = await RunAsync([input], mixed, cancellationToken);
        return outcome[0];
    }

    /// <summary>Runs ffmpeg once; one result for each input, in their order.</summary>
    private async Task<(List<EncodeResult> Outcome, ChildExit Exit)> RunAsync(
        List<EncodeInput> inputs,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        await IoPool.RunAsync(() => inputs.ForEach(i => EncodedFile.Create(i.Job.OutputPath)));
        var audio = TimeSpan.FromTicks(inputs.Sum(i => i.Wav.Duration.Ticks));
        TimeSpan limit = audio > settings.TimeLimit ? audio : settings.TimeLimit;
        ChildExit exit = await processes.RunAsync(
            new ChildCommand(settings.Path, arguments, limit, Fix),
            cancellationToken
        );
        return (await IoPool.RunAsync(() => inputs.ConvertAll(i => Judge(i, exit))), exit);
    }

    private static EncodeResult Judge(EncodeInput input, ChildExit exit)
    {
        EncodeJob job = input.Job;
        if (EncodedFile.Fault(job.OutputPath, input.Wav) is not { } fault)
        {
            return new EncodeResult.Encoded(job);
        }
        EncodedFile.Delete(job.OutputPath);
        return exit.Errors.Any(IsDiskFull)
            ? new EncodeResult.Postponed(job, DiskFull(job.OutputPath))
            : new EncodeResult.Unusable(job, $"{exit}. {fault}");
    }

    private static bool IsDiskFull(string error) =>
        error.Contains("No space left on device") || error.Contains("Disk quota exceeded");

    private static StorageException DiskFull(string path)
    {
        const int NoSpace = 28;
        return StorageException.From(
            "write",
            path,
            new IOException("ffmpeg found no room.", NoSpace)
        );
    }

    private static void Delete(IEnumerable<EncodeJob> jobs)
    {
        foreach (EncodeJob job in jobs)
        {
            EncodedFile.Delete(job.OutputPath);
        }
    }
}
