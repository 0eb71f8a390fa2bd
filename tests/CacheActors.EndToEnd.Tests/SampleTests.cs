using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CacheActors.EndToEnd.Tests;

/// <summary>The sample apps, run as a user runs them, and the page that shows them.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Files() =>
        [
            "samples/ConsoleApp/ConsoleApp.csproj",
            "samples/ConsoleApp/Program.cs",
            "samples/WebApp/WebApp.csproj",
            "samples/WebApp/appsettings.json",
            "samples/WebApp/Program.cs",
        ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Getting_started_shows_the_samples_as_they_are(string file)
    {
        var page = File.ReadAllText(Repository.At("docs", "getting-started.md"));
        var shown = page.Split($"\n`{file}`:\n\n```")[1].Split("\n```\n")[0];

        // Its first line is the language of the block.
        shown[(shown.IndexOf('\n') + 1)..].ShouldBe(File.ReadAllText(Repository.At(file.Split('/'))).TrimEnd('\n'));
    }

    [Fact]
    public async Task The_console_app_speaks_a_text_once()
    {
        var first = await RunConsoleAppAsync();
        var second = await RunConsoleAppAsync();

        first.Output.ShouldContain("Spoken just now");
        second.Output.ShouldContain("From the cache");
        second.Output.ShouldContain("1 entries");
        var path = second.Output.Split('\n').Single(line => line.StartsWith("Play ")).Trim()["Play ".Length..];
        path.ShouldStartWith(_folder.File("audio-cache"));
        path.ShouldEndWith(".m4a");
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public async Task The_console_app_says_who_has_the_cache_when_it_is_taken()
    {
        await using var owner = await AudioCache.OpenAsync(_folder.File("audio-cache"));

        using var app = CliProcess.StartSample("ConsoleApp", _folder.Path);
        var result = await app.WaitAsync();

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain($"is in use by process {Environment.ProcessId}");
    }

    [Fact]
    public async Task The_web_app_speaks_sends_ranges_and_tells_how_it_is_doing()
    {
        using var app = CliProcess.StartSample("WebApp", WebFolder(), "--urls", "http://127.0.0.1:0");
        using var http = new HttpClient { BaseAddress = new Uri(await app.WaitForErrorAsync("Now listening on: ")) };

        var spoken = await JsonAsync(http, "/speak?text=Good%20morning.");
        spoken.GetProperty("hit").GetBoolean().ShouldBeFalse();
        (await JsonAsync(http, "/speak?text=Good%20morning.")).GetProperty("hit").GetBoolean().ShouldBeTrue();
        (await http.GetAsync("/speak?text=")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await http.GetAsync("/audio/..%2f..%2fetc")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var url = spoken.GetProperty("url").GetString();
        var whole = await http.GetAsync(url);
        whole.StatusCode.ShouldBe(HttpStatusCode.OK);
        whole.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBeOneOf("audio/wav", "audio/mp4");
        await CompressedAsync(http);
        var bytes = await http.GetByteArrayAsync(url);
        using var asking = new HttpRequestMessage(HttpMethod.Get, url);
        asking.Headers.Range = new RangeHeaderValue(100, 199);
        var part = await http.SendAsync(asking);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[100..200]);

        var statistics = await JsonAsync(http, "/stats");
        statistics.GetProperty("entries").GetInt64().ShouldBe(1);
        statistics.GetProperty("budgetBytes").GetInt64().ShouldBe(100_000_000);
        var health = await JsonAsync(http, "/health");
        var check = health.GetProperty("checks").EnumerateArray().ShouldHaveSingleItem();
        check.GetProperty("name").GetString().ShouldBe("cacheactors");
        check.GetProperty("data").GetProperty("journalWritable").GetBoolean().ShouldBeTrue();

        await app.SignalAsync("TERM");
        (await app.WaitAsync()).ExitCode.ShouldBe(0);
        // Closed in good order: nobody owns it, and what was used is journaled.
        await using var cache = await AudioCache.OpenAsync(_folder.File("audio-cache"));
        (await cache.StatisticsAsync()).Hits.ShouldBeGreaterThanOrEqualTo(4);
    }

    // A web app's folder is where its settings are.
    private string WebFolder()
    {
        File.Copy(Repository.At("samples", "WebApp", "appsettings.json"), _folder.File("appsettings.json"));
        return _folder.Path;
    }

    private async Task<CliResult> RunConsoleAppAsync()
    {
        using var app = CliProcess.StartSample("ConsoleApp", _folder.Path);
        var result = await app.WaitAsync();
        result.ExitCode.ShouldBe(0, result.Error);
        return result;
    }

    private static async Task<JsonElement> JsonAsync(HttpClient http, string path)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(path));
        return document.RootElement.Clone();
    }

    private static async Task CompressedAsync(HttpClient http)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (
            (await JsonAsync(http, "/stats")).GetProperty("states").GetProperty("m4a").GetProperty("entries").GetInt64()
            < 1
        )
        {
            await tick.WaitForNextTickAsync(patience.Token);
        }
    }
}
