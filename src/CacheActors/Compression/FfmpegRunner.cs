using CacheActors.Diagnostics;
using CacheActors.Files;
using CacheActors.Processes;

namespace CacheActors.Compression;

/// <summary>Runs one ffmpeg and says what it achieved: not by what it tells, but by looking at the files.</summary>
internal sealed class FfmpegRunner(CompressionOptions settings, ChildProcesses processes, IoPool io)
{
    private const string Fix =
        "Install it, for example with `apt-get install ffmpeg`, or set its path in the settings.";

    /// <exception cref="MissingToolException">The machine has no ffmpeg.</exception>
    public void EnsureAvailable() => ProgramPath.Require(settings.Ffmpeg, Fix);

    /// <summary>One result for each input, in their order. Outputs that are no good are gone.</summary>
    /// <exception cref="CacheException">ffmpeg was not started, or the disk failed other than by being full.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; ffmpeg is dead.</exception>
    public async Task<FfmpegOutcome> RunAsync(
        List<EncodeInput> inputs,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        using var step = CacheTrace.Step("ffmpeg")?.SetTag("cacheactors.files", inputs.Count);
        await io.RunAsync(() => inputs.ForEach(i => EncodedFile.Create(i.Job.OutputPath)), cancellationToken);
        var audio = TimeSpan.FromTicks(inputs.Sum(i => i.Wav.Duration.Ticks));
        var limit = audio > settings.TimeLimit ? audio : settings.TimeLimit;
        var exit = await processes.RunAsync(
            new ChildCommand(settings.Ffmpeg, arguments, limit, Fix),
            cancellationToken
        );
        var results = await io.RunAsync(() => inputs.ConvertAll(input => Judge(input, exit)), cancellationToken);
        return new FfmpegOutcome(results, TimedOut: exit.TimeLimit is not null);
    }

    private static EncodeResult Judge(EncodeInput input, ChildExit exit)
    {
        var job = input.Job;
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
        return StorageException.From("write", path, new IOException("ffmpeg had no room.", NoSpace));
    }
}
