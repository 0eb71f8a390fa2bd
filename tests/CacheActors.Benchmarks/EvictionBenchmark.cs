using System.Diagnostics;
using System.Globalization;
using CacheActors.Domain.Entries;

namespace CacheActors.Benchmarks;

/// <summary>
/// Evicts 100,000 of 1,000,000 entries, journal and files included, while one caller goes on asking for others; before and
/// meanwhile, the time of each of its hits. Afterwards as many files are deleted and nothing else is done: what that part costs.
/// </summary>
internal static class EvictionBenchmark
{
    private const int Entries = 1_000_000;
    private const int Evicted = 100_000;
    private const long FileBytes = 1_000;
    private const int ReadyKeys = 1_000;

    // Most of a deletion is waiting for the disk.
    private const int DeletionsAtOnce = 16;
    private static readonly TimeSpan Baseline = TimeSpan.FromSeconds(5);

    // A busy app: some thousand hits in a second, not a loop that takes a processor for itself.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private const int HitsPerPause = 4;

    public static async Task RunAsync()
    {
        using var large = await LargeCache.CreateAsync(Entries);
        large.WriteFiles(Evicted);
        var options = large.Options();
        options.Compression.Automatic = false;
        await using var cache = await AudioCache.OpenAsync(options);
        var bytes = (await cache.StatisticsAsync()).ContentBytes;

        var (readyBefore, viewsBefore) = await HitsWhileAsync(cache, Task.Delay(Baseline));
        EvictionReport? report = null;
        Measure? evicting = null;
        var work = Task.Run(async () =>
            evicting = await Measure.OfAsync(async () => report = await cache.EvictAsync(bytes - Evicted * FileBytes))
        );
        var (readyMeanwhile, viewsMeanwhile) = await HitsWhileAsync(cache, work);
        await work;

        if (report!.Victims.Count != Evicted || report.FreedBytes != Evicted * FileBytes)
        {
            throw new InvalidOperationException($"{report.Victims.Count} entries and {report.FreedBytes} bytes went.");
        }
        var deleting = await DeleteFilesAsync(large);
        Console.WriteLine($"\n## Eviction of {Text(Evicted)} of {Text(Entries)} entries\n");
        Console.WriteLine("| | |");
        Console.WriteLine("|---|---|");
        Console.WriteLine($"| evicted per second, until the views show it | {Text(Evicted / evicting!.WallSeconds)} |");
        Console.WriteLine($"| processor time for each | {Text(evicting.CpuSeconds * 1e6 / Evicted)} µs |");
        Console.WriteLine(
            $"| as many files deleted, {DeletionsAtOnce} at a time, and nothing else, per second | {Text(Evicted / deleting.WallSeconds)} |"
        );
        Console.WriteLine($"| processor time for each | {Text(deleting.CpuSeconds * 1e6 / Evicted)} µs |");
        Console.WriteLine("\n| p99 of a hit | before | meanwhile | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Print("from the ready index", readyBefore, readyMeanwhile);
        Print("from the views", viewsBefore, viewsMeanwhile);
    }

    private static Task<Measure> DeleteFilesAsync(LargeCache large)
    {
        large.WriteFiles(Evicted);
        var parts = Enumerable.Range(0, Evicted).Select(large.PathOf).Chunk(Evicted / DeletionsAtOnce);
        return Measure.OfAsync(() =>
            Task.WhenAll(
                parts.Select(part =>
                    Task.Factory.StartNew(() => Array.ForEach(part, File.Delete), TaskCreationOptions.LongRunning)
                )
            )
        );
    }

    private static void Print(string what, List<double> before, List<double> meanwhile)
    {
        var (p99Before, p99Meanwhile) = (P99(before), P99(meanwhile));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {p99Before:0.0} µs | {p99Meanwhile:0.0} µs | {p99Meanwhile / p99Before:0.00} |"
            )
        );
    }

    // Half of the hits are of a thousand keys that are asked for again and again, half of any that stay.
    private static Task<(List<double> Ready, List<double> Views)> HitsWhileAsync(AudioCache cache, Task work) =>
        Task.Factory.StartNew(
            () =>
            {
                var random = new Random(1);
                var (ready, views) = (new List<double>(), new List<double>());
                while (!work.IsCompleted)
                {
                    for (var i = 0; i < HitsPerPause; i++)
                    {
                        ready.Add(Hit(cache, LargeCache.KeyOf(Entries - 1 - random.Next(ReadyKeys))));
                        views.Add(Hit(cache, LargeCache.KeyOf(random.Next(Evicted, Entries - ReadyKeys))));
                    }
                    Thread.Sleep(Pause);
                }
                return (ready, views);
            },
            TaskCreationOptions.LongRunning
        );

    /// <returns>Its microseconds.</returns>
    private static double Hit(AudioCache cache, EntryKey key)
    {
        var started = Stopwatch.GetTimestamp();
        var audio = cache.TryGetAsync(key).Result;
        var elapsed = Stopwatch.GetElapsedTime(started);
        return audio is null ? throw new InvalidOperationException($"{key} is gone.") : elapsed.TotalMicroseconds;
    }

    private static double P99(List<double> times)
    {
        times.Sort();
        return times[times.Count * 99 / 100];
    }

    private static string Text(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
