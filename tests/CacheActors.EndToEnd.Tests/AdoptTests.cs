using System.Text.Json;

namespace CacheActors.EndToEnd.Tests;

public sealed class AdoptTests : IDisposable
{
    private const int Many = 200;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task An_older_cache_is_taken_over_and_what_cannot_be_is_named()
    {
        WriteOlder(3, new { key = "lost", file = "lost.wav" });
        _folder.Write("older/stray.wav", WavBytes.Tone(1));

        var result = await RunAsync("adopt", _folder.File("older"));

        var report = result.Json(exitCode: 1);
        report.ShouldHaveExactly("adopted skipped failed unlisted");
        report.Number("adopted").ShouldBe(3);
        report.Number("skipped").ShouldBe(0);
        var failure = report.GetProperty("failed").EnumerateArray().ShouldHaveSingleItem();
        failure.ShouldHaveExactly("name reason");
        failure.Text("name").ShouldBe("lost");
        failure.Text("reason").ShouldContain("lost.wav is missing");
        report.GetProperty("unlisted").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("stray.wav");
        result.Error.ShouldContain("not adopted: lost: ");
        result.Error.ShouldContain("not adopted: stray.wav: ");
        var entries = (await RunAsync("list")).Json().EnumerateArray().ToList();
        entries.Select(entry => entry.Number("accessCount")).ShouldBe([0, 1, 2], ignoreOrder: true);
        entries.Select(entry => entry.Text("voiceId")).Distinct().ShouldBe(["en-us"]);
    }

    [Fact]
    public async Task The_voice_given_makes_its_texts_hits()
    {
        WriteOlder(0, new { file = "one.wav", text = "It was a dark and stormy night." });
        _folder.Write("older/one.wav", WavBytes.Tone(1));
        (await RunAsync("adopt", _folder.File("older/metadata.json"), "--voice", "en-gb")).Json();
        var text = _folder.Write("story.txt", "It was a dark and stormy night.");

        var spoken = (await RunAsync("synthesize", text, "--book", "b", "--voice", "en-gb")).Json();

        spoken.Number("hits").ShouldBe(1);
        spoken.Number("misses").ShouldBe(0);
    }

    [Fact]
    public async Task Killed_in_the_middle_a_second_run_ends_with_every_entry_whole()
    {
        WriteOlder(Many);
        for (var kill = 1; kill <= 5; kill++)
        {
            var cache = _folder.File($"cache {kill}");
            using (var process = CliProcess.Start("adopt", _folder.File("older"), "--cache", cache))
            {
                await WaitForFilesAsync(Path.Combine(cache, "audio"), kill * Many / 6);
                process.Kill();
                await process.WaitAsync();
            }

            var again = await CliProcess.RunAsync("adopt", _folder.File("older"), "--cache", cache, "--json");

            var report = again.Json();
            (report.Number("adopted") + report.Number("skipped")).ShouldBe(Many);
            report.Number("adopted").ShouldBeGreaterThan(0);
            report.Number("skipped").ShouldBeGreaterThan(0);
            var entries = (await CliProcess.RunAsync("list", "--cache", cache, "--json"))
                .Json()
                .EnumerateArray()
                .ToList();
            var adopted = entries.ToDictionary(
                entry => entry.Number("accessCount"),
                entry => File.ReadAllBytes(entry.Text("path"))
            );
            for (var number = 0; number < Many; number++)
            {
                adopted[number].ShouldBe(await File.ReadAllBytesAsync(_folder.File($"older/{number}.wav")));
            }
            Directory.GetFiles(Path.Combine(cache, "audio"), "*", SearchOption.AllDirectories).Length.ShouldBe(Many);
            Directory.GetFiles(Path.Combine(cache, "staging")).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_refused() =>
        (await RunAsync("adopt", _folder.File("nowhere"))).ShouldRefuse(1, _folder.File("nowhere"));

    [Fact]
    public async Task A_source_that_is_no_cache_is_refused() =>
        (await RunAsync("adopt", _folder.Write("letter.txt", "Dear reader"))).ShouldRefuse(1, "letter.txt", "JSON");

    [Fact]
    public async Task Without_a_source_the_usage_is_shown() =>
        (await RunAsync("adopt")).ShouldRefuse(2, "adopt --help");

    public void Dispose() => _folder.Dispose();

    private static async Task WaitForFilesAsync(string folder, int count)
    {
        while (!Directory.Exists(folder) || Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    private void WriteOlder(int count, params object[] more)
    {
        Directory.CreateDirectory(_folder.File("older"));
        for (var number = 0; number < count; number++)
        {
            _folder.Write($"older/{number}.wav", WavBytes.Tone(0.1 + (number / 1000.0)));
        }
        object[] entries =
        [
            .. Enumerable
                .Range(0, count)
                .Select(number => new
                {
                    file_name = $"{number}.wav",
                    text = $"Sentence {number}.",
                    voice_id = "en-us",
                    access_count = number,
                }),
            .. more,
        ];
        _folder.Write("older/metadata.json", JsonSerializer.Serialize(entries));
    }

    private Task<CliResult> RunAsync(params string[] arguments) =>
        CliProcess.RunAsync([.. arguments, "--cache", _folder.Cache, "--json"]);
}
