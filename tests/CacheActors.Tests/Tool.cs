using System.Diagnostics;

namespace CacheActors.Tests;

/// <summary>Runs a program of the machine, for what tests compare ours with.</summary>
internal static class Tool
{
    /// <summary>What it wrote to its standard output; a failure is an exception with what it complained of.</summary>
    public static byte[] Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start).ShouldNotBeNull();
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return output.ToArray();
    }

    /// <summary>A value that ffprobe prints about the first stream of a file.</summary>
    public static string Probe(string path, string field) =>
        System
            .Text.Encoding.UTF8.GetString(
                Run(
                    "ffprobe",
                    "-v",
                    "error",
                    "-select_streams",
                    "a:0",
                    "-show_entries",
                    $"stream={field}",
                    "-of",
                    "default=nw=1:nk=1",
                    path
                )
            )
            .Trim();

    /// <summary>Lets ffmpeg make a file of a tone.</summary>
    public static string Tone(string path, double seconds, int rate, int channels, params string[] output)
    {
        var source = FormattableString.Invariant($"sine=frequency=330:duration={seconds}:sample_rate={rate}");
        string[] input = ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", source];
        Run("ffmpeg", [.. input, "-ac", $"{channels}", .. output, path]);
        return path;
    }
}
