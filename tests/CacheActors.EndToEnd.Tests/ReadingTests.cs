using System.Text.Json;

namespace CacheActors.EndToEnd.Tests;

public sealed class ReadingTests(SpokenCache cache) : IClassFixture<SpokenCache>
{
    private const string EntryNames =
        "key state path sizeBytes storedSizeBytes durationMs bookId voiceId chapter segment engineType origin created "
        + "lastAccessed accessCount compressionStartedAt failureReason pinned references evictedAt evictionReason sha256";

    private const string Unknown = "en-00000000000000000000000000000000";

    [Fact]
    public async Task List_shows_every_entry_in_the_order_of_the_book()
    {
        var entries = (await RunAsync("list", "--json")).Json().EnumerateArray().ToList();

        entries.Select(e => e.Text("key")).ShouldBe(cache.Keys);
        foreach (var entry in entries)
        {
            entry.ShouldHaveExactly(EntryNames);
            entry.Text("state").ShouldBe("m4a");
            entry.Text("bookId").ShouldBe(SpokenCache.Book);
            entry.Text("voiceId").ShouldBe(SpokenCache.Voice);
            entry.Text("engineType").ShouldBe("espeak-ng");
            entry.Text("origin").ShouldBe("synthesized");
            entry.Number("sizeBytes").ShouldBe(new FileInfo(entry.Text("path")).Length);
            entry.Number("sizeBytes").ShouldBeLessThan(entry.Number("storedSizeBytes"));
            entry.Text("sha256").Length.ShouldBe(64);
        }

        entries
            .Select(e => (e.Number("chapter"), e.Number("segment")))
            .ShouldBe(entries.Select(e => (e.Number("chapter"), e.Number("segment"))).Order());
    }

    [Fact]
    public async Task List_filters_by_state_and_book_and_stops_at_its_limit()
    {
        (await RunAsync("list", "--state", "m4a", "--book", SpokenCache.Book, "--limit", "1", "--json"))
            .Json()
            .GetArrayLength()
            .ShouldBe(1);
        (await RunAsync("list", "--state", "wav", "--json")).Json().GetArrayLength().ShouldBe(0);
        (await RunAsync("list", "--book", "another", "--json")).Json().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task List_for_people_is_a_table()
    {
        var result = await RunAsync("list");
        result.ExitCode.ShouldBe(0);
        result.Output.Split('\n')[0].ShouldStartWith("Key");
        result.Output.ShouldContain(cache.Keys[0]);
        result.Output.ShouldContain(" kB");
    }

    [Fact]
    public async Task Show_tells_what_is_known_of_one_entry()
    {
        var entry = (await RunAsync("show", cache.Keys[0], "--json")).Json();
        entry.ShouldHaveExactly(EntryNames);
        entry.Text("key").ShouldBe(cache.Keys[0]);

        (await RunAsync("show", cache.Keys[0])).Output.ShouldContain(entry.Text("sha256"));
    }

    [Fact]
    public async Task History_shows_an_entry_s_events_in_order_and_the_state_they_add_up_to()
    {
        var history = (await RunAsync("history", cache.Keys[0], "--json")).Json();

        history.ShouldHaveExactly("key events state entry");
        history.Text("state").ShouldBe("m4a");
        var events = history.GetProperty("events").EnumerateArray().ToList();
        foreach (var e in events)
        {
            e.ShouldHaveExactly("seq ordering at type data cause correlationId");
        }

        events.Take(3).Select(e => e.Text("type")).ShouldBe(["Synthesized", "CompressionStarted", "Compressed"]);
        events[0]
            .GetProperty("data")
            .ShouldHaveExactly(
                "sizeBytes sha256 durationMs bookId voiceId chapter segment engineType origin format madeAt usesBefore lastUsedAt"
            );
        history.GetProperty("entry").Number("sizeBytes").ShouldBe(events[2].GetProperty("data").Number("sizeBytes"));
    }

    [Fact]
    public async Task History_goes_back_to_a_sequence_number_and_to_a_time()
    {
        var first = (await RunAsync("history", cache.Keys[0], "--seq", "1", "--json")).Json();
        first.GetProperty("events").GetArrayLength().ShouldBe(1);
        first.Text("state").ShouldBe("wav");

        var before = (await RunAsync("history", cache.Keys[0], "--at", "2001-01-01", "--json")).Json();
        before.GetProperty("events").GetArrayLength().ShouldBe(0);
        before.Text("state").ShouldBe("absent");
        before.GetProperty("entry").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Stats_count_every_state_and_agree_with_the_disk()
    {
        var stats = (await RunAsync("stats", "--json")).Json();

        stats.ShouldHaveExactly(
            "entries bytes states stateBytes savedBytes hits misses hitRate pinned referenced budgetBytes dedup"
        );
        stats.GetProperty("dedup").ShouldHaveExactly("files references savedBytes");
        stats.GetProperty("dedup").Number("references").ShouldBe(cache.Keys.Count);
        stats.Number("budgetBytes").ShouldBe(500_000_000);
        stats.GetProperty("states").ShouldHaveExactly("wav compressing m4a failed missing");
        stats.GetProperty("stateBytes").ShouldHaveExactly("wav compressing m4a failed missing");
        stats.Number("entries").ShouldBe(cache.Keys.Count);
        stats.GetProperty("states").Number("m4a").ShouldBe(cache.Keys.Count);
        stats.Number("misses").ShouldBe(cache.Keys.Count);
        var onDisk = Directory
            .EnumerateFiles(Path.Combine(cache.Folder, "audio"), "*", SearchOption.AllDirectories)
            .Sum(f => new FileInfo(f).Length);
        stats.Number("bytes").ShouldBe(onDisk);
        stats.Number("savedBytes").ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("history")]
    [InlineData("path")]
    [InlineData("compress")]
    public async Task A_key_the_cache_does_not_have_is_named(string verb) =>
        (await RunAsync(verb, Unknown)).ShouldRefuse(1, Unknown);

    [Theory]
    [InlineData("list")]
    [InlineData("stats")]
    [InlineData("show", Unknown)]
    [InlineData("history", Unknown)]
    public async Task Reading_where_there_is_no_cache_says_so_and_creates_nothing(params string[] arguments)
    {
        using var folder = new TempFolder();
        var result = await CliProcess.RunAsync([.. arguments, "--cache", folder.Cache]);
        result.ShouldRefuse(1, folder.Cache);
        Directory.Exists(folder.Cache).ShouldBeFalse();
    }

    private Task<CliResult> RunAsync(params string[] arguments) =>
        CliProcess.RunAsync([.. arguments, "--cache", cache.Folder]);
}
