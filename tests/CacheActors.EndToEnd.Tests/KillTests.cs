using System.Diagnostics;
using System.Text.RegularExpressions;
using CacheActors.Domain.Entries;
using CacheActors.Files;

namespace CacheActors.EndToEnd.Tests;

/// <summary>kill -9 at random moments of the demo. What comes after is a second start, as a user would do it.</summary>
public sealed class KillTests
{
    private const int Kills = 30;

    [Fact]
    public async Task Killed_at_any_moment_a_second_start_ends_with_every_entry_playable_and_nothing_lost()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var whole = await DurationOfAWholeRunAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            var moment = whole * random.NextDouble();
            using var folder = new TempFolder();
            var note = $"seed {seed}, kill {kill} after {moment.TotalMilliseconds:0} ms";

            var reported = await RunAndKillAsync(folder.Cache, moment);
            var kept = Directory.Exists(folder.Cache) ? await ListAsync(folder.Cache) : [];
            kept.Count.ShouldBeGreaterThanOrEqualTo(reported.Spoken, note);
            kept.Count(entry => entry.State == "m4a").ShouldBeGreaterThanOrEqualTo(reported.Compressed, note);

            var again = await CliProcess.RunAsync("demo", "--json", "--cache", folder.Cache);
            again.ExitCode.ShouldBe(0, $"{note}: {again.Error}");
            await ShouldBeWholeAsync(folder.Cache, kept, note);
        }
    }

    private static async Task<TimeSpan> DurationOfAWholeRunAsync()
    {
        using var folder = new TempFolder();
        var started = Stopwatch.GetTimestamp();
        (await CliProcess.RunAsync("demo", "--json", "--cache", folder.Cache)).ExitCode.ShouldBe(0);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <returns>How much the process had told its user was done.</returns>
    private static async Task<(int Spoken, int Compressed)> RunAndKillAsync(string cache, TimeSpan moment)
    {
        using var process = CliProcess.Start("demo", "--cache", cache);
        await Task.Delay(moment);
        process.Kill();
        var error = (await process.WaitAsync()).Error;
        return (
            Reported(error, "First run: speak en-gb") + Reported(error, "First run: speak en-us"),
            Reported(error, "First run: compress")
        );
    }

    private static int Reported(string error, string stage)
    {
        var last = Regex
            .Matches(error, $@"^{Regex.Escape(stage)}: (\d+) of", RegexOptions.Multiline | RegexOptions.NonBacktracking)
            .LastOrDefault();
        return last is null ? 0 : int.Parse(last.Groups[1].Value);
    }

    private static async Task ShouldBeWholeAsync(string cache, IReadOnlyList<Entry> kept, string note)
    {
        var entries = await ListAsync(cache);
        entries.Select(entry => entry.State).Distinct().ShouldBe(["m4a"], note);
        kept.Select(entry => entry.Key).ShouldBeSubsetOf(entries.Select(entry => entry.Key), note);
        foreach (var entry in entries)
        {
            var played = Mp4Facts.Read(entry.Path).Duration;
            played.ShouldBe(entry.Duration, TimeSpan.FromMilliseconds(60), $"{note}: {entry.Path}");
        }

        // Neither a file without an entry nor an entry without its file.
        Directory
            .GetFiles(Path.Combine(cache, "audio"), "*", SearchOption.AllDirectories)
            .ShouldBe(entries.Select(entry => entry.Path), ignoreOrder: true, note);
        Directory.GetFiles(Path.Combine(cache, "staging")).ShouldBeEmpty(note);

        (await CliProcess.RunAsync("rebuild", "--json", "--cache", cache)).ExitCode.ShouldBe(0, note);
        (await ListAsync(cache)).ShouldBe(entries, note);
    }

    private static async Task<IReadOnlyList<Entry>> ListAsync(string cache)
    {
        var list = await CliProcess.RunAsync("list", "--json", "--cache", cache);
        if (list.ExitCode != 0 && !File.Exists(Path.Combine(cache, "journal.db")))
        {
            return [];
        }

        return
        [
            .. list.Json()
                .EnumerateArray()
                .Select(entry => new Entry(
                    EntryKey.Parse(entry.Text("key")),
                    entry.Text("state"),
                    entry.Text("path"),
                    TimeSpan.FromMilliseconds(entry.Number("durationMs"))
                )),
        ];
    }

    private sealed record Entry(EntryKey Key, string State, string Path, TimeSpan Duration);
}
