using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Hosting;
using CacheActors.Journal;
using CacheActors.Tests.Processes;
using CacheActors.Tests.Support;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Entries;

public sealed class HitTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly CacheActorsOptions _options;
    private readonly ManualTime _time = new();

    public HitTests() => _options = new() { Folder = _temporary.At("cache"), Compression = { Automatic = false } };

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task A_hit_starts_no_actor(int ready)
    {
        _options.Entries.Ready = ready;
        var key = await StoreAsync();
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;

        for (var i = 0; i < 3; i++)
        {
            (await cache.TryGetAsync(key)).ShouldNotBeNull().Hit.ShouldBeTrue();
            (await cache.GetOrSynthesizeAsync(Request())).Key.ShouldBe(key);
            using var lease = (await cache.LeaseAsync(key)).ShouldNotBeNull();
        }
        (await cache.TryGetAsync(EntryKey.For("voice", "Unknown.", 1))).ShouldBeNull();

        (await HasActorAsync(inside, key)).ShouldBeFalse();
        (await HasActorAsync(inside, EntryKey.For("voice", "Unknown.", 1))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_hit_in_the_ready_index_looks_at_neither_disk_nor_views()
    {
        var key = await StoreAsync();
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var first = cache.TryGetAsync(key);

        inside.Ready.Trust.Suspend();
        File.Delete((await first).ShouldNotBeNull().Path);

        cache.TryGetAsync(key).ShouldBeSameAs(first);
    }

    [Fact]
    public async Task What_was_just_stored_is_ready()
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var stored = await cache.GetOrSynthesizeAsync(Request());

        inside.Ready.TryUse(stored.Key, out var answer).ShouldBeTrue();

        (await answer).ShouldBe(stored with { Hit = true });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task What_was_evicted_plays_no_more_although_the_views_still_say_so(int ready)
    {
        _options.Entries.Ready = ready;
        var key = await StoreAsync();
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        await cache.TryGetAsync(key);

        using (BlockViews())
        {
            (
                await AskAsync(inside, new EntryMessage.Evict(key, EvictionReason.Budget))
            ).ShouldBeOfType<EntryReply.LetGo>();

            (await cache.Reader.FindAsync(key)).ShouldNotBeNull().State.ShouldBe("wav", "the views are behind");
            (await cache.TryGetAsync(key)).ShouldBeNull();
        }

        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(!inside.Ready.Trust.IsMarked(key)));
        (await cache.TryGetAsync(key)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task What_was_compressed_plays_as_such_although_the_views_still_name_the_WAV(int ready)
    {
        _options.Entries.Ready = ready;
        var key = await StoreAsync();
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        await cache.TryGetAsync(key);

        using (BlockViews())
        {
            var granted = (
                await AskAsync(inside, new EntryMessage.StartCompression(key, "run"))
            ).ShouldBeOfType<EntryReply.Granted>();
            var staging = inside.Files.NewStagingPath("m4a");
            await File.WriteAllBytesAsync(staging, [1, 2, 3]);
            var file = await inside.Files.SealStagedAsync(staging, CancellationToken.None);
            await AskAsync(
                inside,
                new EntryMessage.CompleteCompression(key, granted.Attempt, staging, file, "aac", 48_000)
            );

            (await cache.TryGetAsync(key)).ShouldNotBeNull().Path.ShouldEndWith(".m4a");
        }

        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(!inside.Ready.Trust.IsMarked(key)));
        (await cache.TryGetAsync(key)).ShouldNotBeNull().Path.ShouldEndWith(".m4a");
    }

    [Fact]
    public async Task An_entry_that_died_before_it_could_say_what_plays_says_it_when_it_starts_again()
    {
        var key = await StoreAsync();
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var wav = (await cache.TryGetAsync(key)).ShouldNotBeNull();
        inside.Ready.Put(wav with { Path = "/gone" });

        await cache.PinAsync(key);

        (await cache.TryGetAsync(key)).ShouldBe(wav);
    }

    [Fact]
    public async Task An_eviction_that_a_lease_prevents_leaves_the_entry_a_hit()
    {
        var key = await StoreAsync();
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        using var lease = await cache.LeaseAsync(key);

        (await AskAsync(inside, new EntryMessage.Evict(key, EvictionReason.Budget))).ShouldBeOfType<EntryReply.InUse>();

        inside.Ready.Trust.IsMarked(key).ShouldBeFalse();
        inside.Ready.TryUse(key, out var answer).ShouldBeTrue();
    }

    [Fact]
    public async Task Views_that_cannot_be_read_only_make_it_slower()
    {
        var key = await StoreAsync();
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        // A table of this name that has other columns: every query of it fails.
        JournalFile.Execute(inside.Folder.ViewsPath, "ALTER TABLE cache_entries RENAME COLUMN duration_ms TO gone");

        (await cache.TryGetAsync(key)).ShouldNotBeNull().Key.ShouldBe(key);
        (await HasActorAsync(inside, key)).ShouldBeTrue();
        JournalFile.Execute(inside.Folder.ViewsPath, "ALTER TABLE cache_entries RENAME COLUMN gone TO duration_ms");
    }

    [Fact]
    public async Task Uses_are_journaled_once_per_interval_and_by_an_actor_that_leaves_again()
    {
        var key = await StoreAsync();
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        for (var i = 0; i < 5; i++)
        {
            await cache.TryGetAsync(key);
            cache.MarkUsed(key);
        }
        _time.Advance(_options.Entries.CoalesceAccess - TimeSpan.FromSeconds(1));
        (await cache.Reader.StatisticsAsync()).Hits.ShouldBe(0);

        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.ShouldBeTrueAsync(async () => (await cache.Reader.StatisticsAsync()).Hits == 10);
        var history = (await cache.Reader.HistoryAsync(key)).ShouldNotBeNull();
        history.Events.Select(journaled => journaled.Type).ShouldBe(["Synthesized", "Accessed"]);
        await Eventually.ShouldBeTrueAsync(async () => !await HasActorAsync(inside, key));
    }

    [Fact]
    public async Task What_was_used_before_the_last_interval_is_in_the_journal_whatever_happens()
    {
        var key = await StoreAsync();
        var (cache, _) = await OpenAsync();
        await using var __ = cache;
        cache.MarkUsed(key);
        _time.Advance(_options.Entries.CoalesceAccess);
        await Eventually.ShouldBeTrueAsync(async () => (await cache.Reader.StatisticsAsync()).Hits == 1);
        cache.MarkUsed(key);

        // Another process sees what a crash now would leave.
        using var afterCrash = CacheReader.Open(_options);

        (await afterCrash.FindAsync(key)).ShouldNotBeNull().AccessCount.ShouldBe(1);
    }

    [Fact]
    public async Task Uses_that_cannot_be_journaled_are_journaled_later()
    {
        var key = await StoreAsync();
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        cache.MarkUsed(key);

        // Nobody there: as if every entry were just failing.
        using (
            var failing = new UseRecorder(inside.Ready.Uses, ActorRefs.Nobody, ImpatientOptions(), TimeProvider.System)
        )
        {
            await failing.RecordAsync();
        }
        await inside.Uses.RecordAsync();

        await Eventually.ShouldBeTrueAsync(async () => (await cache.Reader.StatisticsAsync()).Hits == 1);
    }

    [Fact]
    public async Task A_use_of_an_entry_that_is_not_there_is_not_counted()
    {
        var key = await StoreAsync();
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;

        cache.MarkUsed(EntryKey.For("voice", "Unknown.", 1));
        cache.MarkUsed(key);
        await inside.Uses.RecordAsync();

        await Eventually.ShouldBeTrueAsync(async () => (await cache.Reader.StatisticsAsync()).Hits == 1);
        (await cache.Reader.HistoryAsync(EntryKey.For("voice", "Unknown.", 1))).ShouldBeNull();
    }

    [Fact]
    public async Task A_closed_cache_answers_no_hits()
    {
        var key = await StoreAsync();
        var (cache, _) = await OpenAsync();
        await cache.TryGetAsync(key);

        await cache.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(cache.TryGetAsync(key));
        await Should.ThrowAsync<ObjectDisposedException>(cache.PinAsync(key));
    }

    private static EntryOptions ImpatientOptions() => new() { AnswerTimeout = TimeSpan.FromMilliseconds(1) };

    private static SynthesisRequest Request() => new("Hit.", "voice");

    private async Task<EntryKey> StoreAsync()
    {
        await using var cache = await AudioCache.OpenAsync(_options, new ToneSynthesizer());
        return (await cache.GetOrSynthesizeAsync(Request())).Key;
    }

    private async Task<(AudioCache Cache, OpenCache Inside)> OpenAsync()
    {
        var synthesizer = new ToneSynthesizer();
        var dependencies = new CacheDependencies { Synthesizer = synthesizer, Time = _time };
        var open = await OpenCache.OpenAsync(_options, dependencies, replace: null, CancellationToken.None);
        return (new AudioCache(open, _options, synthesizer), open);
    }

    private static Task<EntryReply> AskAsync(OpenCache inside, EntryMessage message) =>
        inside.Parts.Entries.Ask<EntryReply>(message, TimeSpan.FromSeconds(30));

    private static async Task<bool> HasActorAsync(OpenCache inside, EntryKey key)
    {
        try
        {
            await inside.System.ActorSelection($"/user/cacheactors/entries/{key}").ResolveOne(TimeSpan.FromSeconds(30));
            return true;
        }
        catch (ActorNotFoundException)
        {
            return false;
        }
    }

    // Whoever else wants to write waits: the projection.
    private SqliteConnection BlockViews()
    {
        var views = new SqliteConnection(SqliteFiles.ReadWrite(Path.Combine(_options.Folder, "views.db")));
        views.Open();
        using var begin = views.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return views;
    }
}
