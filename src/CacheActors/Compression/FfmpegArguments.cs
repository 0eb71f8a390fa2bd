using System.Globalization;

namespace CacheActors.Compression;

/// <summary>ffmpeg's command line. Every option is there for a measured gain or a failure seen.</summary>
internal static class FfmpegArguments
{
    // Errors only; never a question. One filter thread per file: more are started for nothing.
    private static readonly string[] Global =
    [
        "-nostdin",
        "-hide_banner",
        "-loglevel",
        "error",
        "-y",
        "-filter_threads",
        "1",
    ];

    // The header says it all: looking further into each file first costs a fifth more.
    private static readonly string[] Input = ["-f", "wav", "-probesize", "32", "-analyzeduration", "0", "-i"];

    /// <summary>Files that ffmpeg can handle as they are, in one process.</summary>
    public static IReadOnlyList<string> For(IReadOnlyList<EncodeJob> jobs, CompressionOptions settings) =>
        Build(jobs, settings, settings.Mono ? ["-ac", "1"] : []);

    /// <summary>
    /// One file with its channels mixed by hand, each as loud as the others: for layouts that AAC does not have and ffmpeg
    /// cannot mix by itself, for example four channels that are all called top ones.
    /// </summary>
    public static IReadOnlyList<string> MixedByHand(EncodeJob job, int channels, CompressionOptions settings)
    {
        var share = (1.0 / channels).ToString("0.######", CultureInfo.InvariantCulture);
        var mix = string.Join('+', Enumerable.Range(0, channels).Select(c => $"{share}*c{c}"));
        return Build([job], settings, ["-af", $"pan=mono|c0={mix}"]);
    }

    private static List<string> Build(IReadOnlyList<EncodeJob> jobs, CompressionOptions settings, string[] channels)
    {
        List<string> arguments = [.. Global];
        foreach (var job in jobs)
        {
            arguments.AddRange([.. Input, $"file:{job.WavPath}"]);
        }
        for (var i = 0; i < jobs.Count; i++)
        {
            // Unless told otherwise ffmpeg gives every file the title, tags and chapters of the first.
            arguments.AddRange(["-map", $"{i}:a", "-map_metadata", $"{i}", "-map_chapters", "-1"]);
            arguments.AddRange(channels);
            arguments.AddRange(["-c:a", "aac", "-b:a", $"{settings.BitRate}"]);
            arguments.AddRange(["-aac_coder", settings.Coder]);
            arguments.AddRange(["-f", "ipod", $"file:{jobs[i].OutputPath}"]);
        }
        return arguments;
    }
}
