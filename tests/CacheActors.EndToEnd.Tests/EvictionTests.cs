using System.Text.Json;

namespace CacheActors.EndToEnd.Tests;

public sealed class EvictionTests : IDisposable
{
    private const string Unknown = "en-00000000000000000000000000000000";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task What_is_pinned_or_has_an_owner_stays_and_the_least_recently_used_goes()
    {
        var keys = await ImportAsync(5);
        (await RunAsync("path", keys[0])).Json();
        (await RunAsync("pin", keys[1])).Json().Number("pinned").ShouldBe(1);
        (await RunAsync("ref", "add", keys[2], "message:42")).Json().Number("references").ShouldBe(1);
        (await RunAsync("ref", "add", keys[2], "message:42")).Json().Number("references").ShouldBe(1);
        var stats = (await RunAsync("stats")).Json();
        stats.Number("pinned").ShouldBe(1);
        stats.Number("referenced").ShouldBe(1);

        var size = stats.Number("bytes") / 5;
        var plan = (await RunAsync("evict", "--to", $"{3 * size}", "--dry-run")).Json();
        plan.ShouldHaveExactly("evicted freedBytes bytesBefore bytesAfter victims holders");
        Victims(plan).ShouldBe([keys[3], keys[4]]);
        (await RunAsync("stats")).Json().Number("entries").ShouldBe(5);

        var evicted = (await RunAsync("evict", "--to", $"{3 * size}")).Json();
        Victims(evicted).ShouldBe([keys[3], keys[4]]);
        evicted.Number("freedBytes").ShouldBe(2 * size);
        evicted.Number("bytesAfter").ShouldBe(3 * size);
        OnDisk().ShouldBe(3 * size);

        var rest = (await RunAsync("evict", "--to", "0")).Json();
        Victims(rest).ShouldBe([keys[0]]);
        rest.GetProperty("holders").GetArrayLength().ShouldBe(2);
        (await RunAsync("list")).Json().EnumerateArray().Select(e => e.Text("key")).ShouldBe([keys[1], keys[2]]);
        (await RunAsync("list", "--state", "evicted")).Json().GetArrayLength().ShouldBe(3);

        (await RunAsync("unpin", keys[1])).Json().Number("pinned").ShouldBe(0);
        (await RunAsync("release", "message:42")).Json().Number("released").ShouldBe(1);
        (await RunAsync("evict", "--to", "0")).Json().Number("evicted").ShouldBe(2);
        OnDisk().ShouldBe(0);
    }

    [Fact]
    public async Task Clear_lets_everything_go_and_the_histories_stay()
    {
        var keys = await ImportAsync(2);
        (await RunAsync("pin", keys[0])).Json();

        (await RunAsync("clear", "audio")).Json().Number("cleared").ShouldBe(2);

        OnDisk().ShouldBe(0);
        (await RunAsync("stats")).Json().Number("entries").ShouldBe(0);
        var history = (await RunAsync("history", keys[0])).Json();
        history.Text("state").ShouldBe("evicted");
        history
            .GetProperty("events")
            .EnumerateArray()
            .Select(e => e.Text("type"))
            .ShouldBe(["Synthesized", "Pinned", "Evicted"]);
        (await RunAsync("path", keys[0])).ShouldRefuse(1, keys[0]);
    }

    [Fact]
    public async Task Explain_says_why_an_entry_is_here_why_it_stays_and_what_comes_next()
    {
        var keys = await ImportAsync(2);
        (await RunAsync("ref", "add", keys[0], "library:7")).Json();

        var kept = (await RunAsync("explain", keys[0])).Json();
        kept.ShouldHaveExactly("key state whyHere whyKept next evictionRank");
        kept.Text("whyHere").ShouldContain("import");
        kept.Text("whyKept").ShouldContain("library:7");
        kept.GetProperty("evictionRank").ValueKind.ShouldBe(JsonValueKind.Null);
        (await RunAsync("explain", keys[1])).Json().Number("evictionRank").ShouldBe(1);

        (await RunAsync("evict", "--to", "0")).Json();
        var gone = (await RunAsync("explain", keys[1])).Json();
        gone.Text("state").ShouldBe("evicted");
        gone.Text("whyHere").ShouldContain("evicted");
    }

    [Theory]
    [InlineData("pin", Unknown)]
    [InlineData("unpin", Unknown)]
    [InlineData("explain", Unknown)]
    [InlineData("ref", "add", Unknown, "message:1")]
    public async Task An_entry_that_is_not_there_is_named(params string[] arguments)
    {
        await ImportAsync(1);

        (await RunAsync(arguments)).ShouldRefuse(1, Unknown);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Files of equal size and different content; the keys in the order of their age.</summary>
    private async Task<IReadOnlyList<string>> ImportAsync(int count)
    {
        var keys = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var file = _folder.Write($"{i}.wav", WavBytes.Tone(1, 200 + (10 * i)));
            (await RunAsync("import", file, "--book", $"{i}", "--voice", "v")).Json();
            keys.Add((await RunAsync("list", "--book", $"{i}")).Json()[0].Text("key"));
        }
        return keys;
    }

    private static IEnumerable<string> Victims(JsonElement report) =>
        report.GetProperty("victims").EnumerateArray().Select(victim => victim.Text("key"));

    private long OnDisk() =>
        Directory
            .EnumerateFiles(Path.Combine(_folder.Cache, "audio"), "*", SearchOption.AllDirectories)
            .Sum(file => new FileInfo(file).Length);

    private Task<CliResult> RunAsync(params string[] arguments) =>
        CliProcess.RunAsync([.. arguments, "--cache", _folder.Cache, "--json"]);
}
