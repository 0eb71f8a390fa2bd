using System.Diagnostics;
using System.Text.Json;

namespace CacheActors.Benchmarks;

/// <summary>
/// The second run, all hits, against the whole process of a .NET hello-world that opens both SQLite files and reads the rows:
/// as a part of the demo (cache opened anew, text cut, 120 segments answered), and as a whole process of its own.
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
            var demo = new List<double>();
            var second = new List<double>();
            var hello = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                demo.Add(await DemoAsync(cli, Path.Combine(root, $"demo-{round}")));
                second.Add(await ProcessAsync(cli, synthesize));
                hello.Add(await ProcessAsync(self, readRows));
            }
            Console.WriteLine($"\n## Second run, all hits (medians of {Rounds} rounds)\n");
            Console.WriteLine("| | ms | × hello-world |");
            Console.WriteLine("|---|---|---|");
            Console.WriteLine($"| hello-world that reads the rows | {Measure.Median(hello) * 1000:0} | 1 |");
            Console.WriteLine(
                $"| second run of `cacheactors demo`, in its process | {Measure.Median(demo) * 1000:0} "
                    + $"| {Measure.Median(demo.Zip(hello, (d, h) => d / h)):0.00} |"
            );
            Console.WriteLine(
                $"| `cacheactors synthesize`, all hits, whole process | {Measure.Median(second) * 1000:0} "
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

    /// <returns>The seconds that the demo reports for its second run.</returns>
    private static async Task<double> DemoAsync(string cli, string cache)
    {
        var (output, _) = await RunAsync(cli, ["--cache", cache, "--json", "demo"]);
        using var json = JsonDocument.Parse(output);
        return json.RootElement.GetProperty("runs")[1].GetProperty("seconds").GetDouble();
    }

    /// <returns>The seconds from the start of the process to its end.</returns>
    private static async Task<double> ProcessAsync(string dll, string[] arguments) =>
        (await RunAsync(dll, arguments)).Seconds;

    private static async Task<(string Output, double Seconds)> RunAsync(string dll, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return process.ExitCode == 0
            ? (output, seconds)
            : throw new InvalidOperationException($"{dll} ended with {process.ExitCode}: {await error}");
    }
}
