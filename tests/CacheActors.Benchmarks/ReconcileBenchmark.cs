using System.Diagnostics;
using System.Globalization;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Benchmarks;

/// <summary>
/// A run over a million entries with their files, in a new process, against <c>find -printf</c> over the same files and one
/// full read of the view; and reading all contents against <c>sha256sum</c> on as many cores.
/// </summary>
internal static class ReconcileBenchmark
{
    private const int Rounds = 5;
    private const int Entries = 1_000_000;
    private const int DeepEntries = 20_000;

    // A segment of eight seconds.
    private const int SegmentBytes = 50_000;

    public static async Task RunAsync()
    {
        using var large = await LargeCache.CreateAsync(Entries);
        large.WriteFiles(Entries);
        await MeasureAsync(
            "names, kinds and sizes",
            large,
            deep: false,
            $"find '{large.Folder.AudioFolder}' -printf '%p %s %T@\\n' > /dev/null",
            readView: true
        );
        await MeasureStartAsync(large);
        using var small = await LargeCache.CreateAsync(DeepEntries, fileBytes: SegmentBytes);
        small.WriteFiles(DeepEntries);
        await MeasureAsync(
            "contents",
            small,
            deep: true,
            $"find '{small.Folder.AudioFolder}' -type f -print0 | xargs -0 -P {Environment.ProcessorCount} -n 500 sha256sum > /dev/null",
            readView: false
        );
    }

    /// <summary>What the new process does. It says how long the run took, and its highest memory.</summary>
    public static async Task ReconcileAsync(string folder, bool deep)
    {
        var options = new CacheActorsOptions
        {
            Folder = folder,
            Budget = { MaxBytes = LargeCache.BudgetBytes },
            Compression = { Automatic = false },
            Reconciliation = { Automatic = false },
        };
        await using var cache = await AudioCache.OpenAsync(options);
        var started = Stopwatch.GetTimestamp();
        var report = await cache.ReconcileAsync(new ReconciliationRequest { Deep = deep });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (report.Found > 0 || report.Failures.Count > 0)
        {
            throw new InvalidOperationException(report.Summary);
        }
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} {self.PeakWorkingSet64 / 1e6}"));
    }

    /// <summary>What the new process does that starts after a clean stop. It says how long opening took.</summary>
    public static async Task StartAsync(string folder)
    {
        var options = new CacheActorsOptions { Folder = folder, Budget = { MaxBytes = LargeCache.BudgetBytes } };
        options.Compression.Automatic = false;
        options.Backup.Interval = null;
        var started = Stopwatch.GetTimestamp();
        await using var cache = await AudioCache.OpenAsync(options);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        // A run that was due at the start would be over.
        await Task.Delay(TimeSpan.FromSeconds(5));
        Console.WriteLine(seconds.ToString(CultureInfo.InvariantCulture));
    }

    // The runs before it found everything right, so that the cache was closed with nothing left to do.
    private static async Task MeasureStartAsync(LargeCache cache)
    {
        var runs = Runs(cache.Folder.ViewsPath);
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            seconds.Add((await RunAsync(cache, "start"))[0]);
        }
        if (Runs(cache.Folder.ViewsPath) is var after && after != runs)
        {
            throw new InvalidOperationException(
                $"A start with nothing to do made a run: there were {runs}, then {after}."
            );
        }
        Console.WriteLine(
            $"\nA start after a clean stop, in which there is nothing to do: {Measure.Median(seconds):0.00} s to open (slowest {seconds.Max():0.00}), no run."
        );
    }

    private static long Runs(string views)
    {
        using var connection = new SqliteConnection(SqliteFiles.ReadOnly(views));
        connection.Open();
        return (long)connection.Scalar("SELECT count(*) FROM cache_audit")!;
    }

    private static async Task MeasureAsync(string what, LargeCache cache, bool deep, string command, bool readView)
    {
        var runs = new List<double[]>();
        var others = new List<double>();
        for (var round = -1; round < Rounds; round++)
        {
            if (deep)
            {
                // Else it would go on where the last one stopped.
                File.Delete(Path.Combine(cache.Folder.Root, "verify.db"));
            }
            var run = await RunAsync(cache, deep ? "deep" : "flat");
            var other = Stopwatch.GetTimestamp();
            await ShellAsync(command);
            if (readView)
            {
                ReadView(cache.Folder.ViewsPath);
            }
            var seconds = Stopwatch.GetElapsedTime(other).TotalSeconds;
            if (round >= 0)
            {
                runs.Add(run);
                others.Add(seconds);
            }
        }
        Console.WriteLine($"\n## Reconciliation of {cache.Entries:N0} entries: {what} (medians of {Rounds} rounds)\n");
        Console.WriteLine("| | s |");
        Console.WriteLine("|---|---|");
        Console.WriteLine($"| the run | {Measure.Median(runs.Select(run => run[0])):0.00} |");
        Console.WriteLine($"| `{command.Split(' ')[0]}` and the like | {Measure.Median(others):0.00} |");
        Console.WriteLine(
            $"\nRatio {Measure.Median(runs.Zip(others, (run, other) => run[0] / other)):0.00}; highest memory {runs.Max(run => run[1]):0} MB."
        );
    }

    private static async Task<double[]> RunAsync(LargeCache cache, string how)
    {
        var self = Path.Combine(AppContext.BaseDirectory, "CacheActors.Benchmarks.dll");
        var output = await OutputAsync("dotnet", [self, "reconcile-cache", cache.Folder.Root, how]);
        return [.. output.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static Task ShellAsync(string command) => OutputAsync("/bin/sh", ["-c", command]);

    private static async Task<string> OutputAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static void ReadView(string path)
    {
        using var views = new SqliteConnection(SqliteFiles.ReadOnly(path));
        views.Open();
        using var select = views.CreateCommand();
        select.CommandText = "SELECT * FROM cache_entries";
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            _ = reader.GetString(0);
        }
    }
}
