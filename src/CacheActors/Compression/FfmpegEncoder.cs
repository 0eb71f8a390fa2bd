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
internal sealed class FfmpegEncoder(CompressionOptions settings, ChildProcesses processes, IoPool io) : IAudioEncoder
{
    private readonly FfmpegRunner _ffmpeg = new(settings, processes, io);

    /// <inheritdoc/>
    public string Codec => EncodedFile.Codec;

    /// <inheritdoc/>
    public int BitRate => settings.BitRate;

    /// <inheritdoc/>
    public void EnsureAvailable() => _ffmpeg.EnsureAvailable();

    /// <inheritdoc/>
    public long LargestOutputBytes(string wavPath)
    {
        try
        {
            return EncodedSize.AtMost(WavFacts.Read(wavPath), new FileInfo(wavPath).Length, settings);
        }
        catch (CacheException)
        {
            return 0; // Encoding it will say why.
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EncodeResult>> EncodeAsync(
        IReadOnlyList<EncodeJob> batch,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var results = new List<EncodeResult>(batch.Count);
            var left = await io.RunAsync(() => ReadInputs(batch, results), cancellationToken);
            if (left.Count > 1)
            {
                left = await EncodeTogetherAsync(left, results, cancellationToken);
            }
            await EncodeOneByOneAsync(left, results, cancellationToken);
            return results;
        }
        catch
        {
            await io.RunAsync(() => DeleteOutputs(batch), CancellationToken.None);
            throw;
        }
    }

    /// <summary>Adds a result for each WAV that cannot be used, and returns the others.</summary>
    private static List<EncodeInput> ReadInputs(IReadOnlyList<EncodeJob> batch, List<EncodeResult> results)
    {
        var inputs = new List<EncodeInput>(batch.Count);
        foreach (var job in batch)
        {
            try
            {
                inputs.Add(new EncodeInput(job, WavFacts.Read(job.WavPath)));
            }
            catch (Exception error) when (error is InvalidAudioException or StorageException)
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
        var outcome = await _ffmpeg.RunAsync(
            inputs,
            FfmpegArguments.For([.. inputs.Select(i => i.Job)], settings),
            cancellationToken
        );
        results.AddRange(outcome.Results.OfType<EncodeResult.Encoded>());
        return [.. inputs.Where((_, i) => outcome.Results[i] is not EncodeResult.Encoded)];
    }

    private async Task EncodeOneByOneAsync(
        List<EncodeInput> inputs,
        List<EncodeResult> results,
        CancellationToken cancellationToken
    )
    {
        StorageException? full = null;
        foreach (var input in inputs)
        {
            var result = full is null
                ? await EncodeAloneAsync(input, cancellationToken)
                : new EncodeResult.Postponed(input.Job, full);
            full = (result as EncodeResult.Postponed)?.Cause;
            results.Add(result);
        }
    }

    private async Task<EncodeResult> EncodeAloneAsync(EncodeInput input, CancellationToken cancellationToken)
    {
        var outcome = await _ffmpeg.RunAsync([input], FfmpegArguments.For([input.Job], settings), cancellationToken);
        if (outcome is { Results: [EncodeResult.Unusable], TimedOut: false })
        {
            outcome = await _ffmpeg.RunAsync(
                [input],
                FfmpegArguments.MixedByHand(input.Job, input.Wav.Channels, settings),
                cancellationToken
            );
        }
        return outcome.Results[0];
    }

    private static void DeleteOutputs(IReadOnlyList<EncodeJob> batch)
    {
        foreach (var job in batch)
        {
            EncodedFile.Delete(job.OutputPath);
        }
    }
}
