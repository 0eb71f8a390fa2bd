using System.Diagnostics;
using System.Globalization;

namespace CacheActors.Benchmarks;

/// <summary>
/// A new process opens a cache of a million entries and serves its first hit, against one of a thousand; what it keeps in
/// memory after that. One entry in ten waits for compression, which begins in the background.
/// </summary>
internal static class OpenBenchmark
{
    private const int Small = 1_000;
    private const int Large = 1_000_000;
    private const int Rounds = 15;

    public static async Task RunAsync()
    {
        var small = await LargeCache.SharedAsync(Small);
        var large = await LargeCache.SharedAsync(Large);
        small.WriteFiles(small.Wavs);
        large.WriteFiles(large.Wavs);
        var smalls = new List<double[]>();
        var larges = new List<double[]>();
        for (var round = -1; round < Rounds; round++)
        {
            var (one, other) = (await RunAsync(small), await RunAsync(large));
            if (round >= 0)
            {
                smalls.Add(one);
                larges.Add(other);
            }
        }
        Console.WriteLine($"\n## Opening a cache and the first hit (medians of {Rounds} rounds)\n");
        Console.WriteLine("| entries | ms | resident MB | highest peak |");
        Console.WriteLine("|---|---|---|---|");
        Row(small, smalls);
        Row(large, larges);
        Console.WriteLine($"\n{Measure.Median(larges.Zip(smalls, (l, s) => l[0] - s[0])):0} ms more.");
    }

    /// <summary>What the new process does. It says how long the hit took from the opening on, and what memory it has then.</summary>
    public static async Task OpenAsync(string folder)
    {
        var options = LargeCache.OptionsOf(folder);
        var started = Stopwatch.GetTimestamp();
        await using var cache = await AudioCache.OpenAsync(options);
        if (await cache.TryGetAsync(LargeCache.KeyOf(Small / 2)) is null)
        {
            throw new InvalidOperationException("It is not there.");
        }
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        // The background has begun to look for work by now.
        await Task.Delay(options.Compression.Linger + TimeSpan.FromSeconds(1));
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{milliseconds} {self.WorkingSet64 / 1e6} {self.PeakWorkingSet64 / 1e6}"
            )
        );
    }

    private static void Row(LargeCache cache, List<double[]> runs) =>
        Console.WriteLine(
            $"| {cache.Entries:N0} | {Measure.Median(runs.Select(run => run[0])):0} "
                + $"| {Measure.Median(runs.Select(run => run[1])):0} | {runs.Max(run => run[2]):0} |"
        );

    private static async Task<double[]> RunAsync(LargeCache cache)
    {
        var self = Path.Combine(AppContext.BaseDirectory, "CacheActors.Benchmarks.dll");
        var start = new ProcessStartInfo("dotnet", [self, "open-cache", cache.Folder.Root])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. output.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"The process ended with {process.ExitCode}.");
    }
}
