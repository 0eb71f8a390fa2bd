using System.Diagnostics;

namespace CacheActors.Benchmarks;

/// <summary>
/// The whole process `cacheactors synthesize` on a text that is in the cache already, against the whole process of a .NET
/// hello-world that opens both SQLite files and reads the rows.
/// </summary>
internal static class SecondRunBenchmark
{
    private const int Rounds = 15;

    public static async Task RunAsync()
    {
        var root = Directory.CreateTempSubdirectory("cacheactors-bench-").FullName;
        try
        {
            var cache = Path.Combine(root, "cache");
            var text = Path.Combine(root, "story.txt");
            await File.WriteAllTextAsync(text, Story());
            string[] synthesize =
            [
                "--cache",
                cache,
                "--json",
                "synthesize",
                text,
                "--book",
                "story",
                "--voice",
                "en-us",
            ];
            string[] readRows = ["read-rows", Path.Combine(cache, "journal.db"), Path.Combine(cache, "views.db")];
            var cli = Path.Combine(AppContext.BaseDirectory, "CacheActors.Cli.dll");
            var self = Path.Combine(AppContext.BaseDirectory, "CacheActors.Benchmarks.dll");

            await ProcessAsync(cli, synthesize);
            await ProcessAsync(cli, synthesize);
            await ProcessAsync(self, readRows);
            var second = new List<double>();
            var hello = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                second.Add(await ProcessAsync(cli, synthesize));
                hello.Add(await ProcessAsync(self, readRows));
            }
            Console.WriteLine($"\n## Second run, all hits, as a whole process (medians of {Rounds} rounds)\n");
            Console.WriteLine("| | ms | × hello-world |");
            Console.WriteLine("|---|---|---|");
            Console.WriteLine($"| hello-world that reads the rows | {Measure.Median(hello) * 1000:0} | 1 |");
            Console.WriteLine(
                $"| `cacheactors synthesize`, all hits | {Measure.Median(second) * 1000:0} "
                    + $"| {Measure.Median(second.Zip(hello, (s, h) => s / h)):0.00} |"
            );
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static string Story() =>
        string.Join(
            "\n\n",
            Enumerable
                .Range(1, 60)
                .Select(i => $"This is paragraph number {i} of the story, and it is long enough for one segment.")
        );

    private static async Task<double> ProcessAsync(string dll, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return process.ExitCode == 0
            ? seconds
            : throw new InvalidOperationException($"{dll} ended with {process.ExitCode}.");
    }
}
