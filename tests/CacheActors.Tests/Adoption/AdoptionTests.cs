using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Hosting;
using CacheActors.Tests.Support;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Adoption;

public sealed class AdoptionTests : IDisposable
{
    private const int Many = 200;

    private readonly TemporaryFolder _temporary = new();
    private readonly OlderCacheFolder _older;

    public AdoptionTests() => _older = new OlderCacheFolder(_temporary.At("older"));

    private CacheActorsOptions Options =>
        new() { Folder = _temporary.At("cache"), Compression = { Automatic = false } };

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("list")]
    [InlineData("entries")]
    [InlineData("entries by key")]
    [InlineData("by key")]
    [InlineData("table")]
    public async Task Every_entry_comes_with_all_that_is_known_of_it_and_the_source_stays_as_it_is(string shape)
    {
        var metadata = _older.AddWhole(Many).WriteMetadata(shape);
        var before = _older.Freeze();
        await using var cache = await OpenAsync();

        var report = await cache.AdoptAsync(new AdoptionRequest(metadata));

        _older.Look().ShouldBe(before);
        report.Failures.ShouldBeEmpty();
        (report.Adopted, report.Skipped, report.Unlisted.Count).ShouldBe((Many, 0, 0));
        for (var number = 0; number < Many; number++)
        {
            var key = EntryKey.For("en-us", OlderCacheFolder.Text(number), OlderCacheFolder.Rate(number));
            var entry = (await cache.Reader.FindAsync(key)).ShouldNotBeNull();
            entry.State.ShouldBe("wav");
            entry.Origin.ShouldBe(EntryOrigin.Adopted);
            (await File.ReadAllBytesAsync(entry.Path)).ShouldBe(OlderCacheFolder.Wav(number));
            entry.DurationMs.ShouldBe((long)Math.Round((2004 + (2 * number)) / 44.1));
            (entry.BookId, entry.VoiceId, entry.EngineType).ShouldBe(("moby", "en-us", "old-engine"));
            (entry.ChapterIndex, entry.SegmentIndex).ShouldBe((number / 10, number % 10));
            entry.Created.ShouldBe(OlderCacheFolder.Created(number));
            entry.LastAccessed.ShouldBe(OlderCacheFolder.Created(number).AddDays(30));
            entry.AccessCount.ShouldBe(number);
            entry.Pinned.ShouldBe(number % 5 == 0);
        }
    }

    [Fact]
    public async Task What_a_crashed_app_left_beside_its_table_is_read_and_left_as_it_is()
    {
        _older.AddWhole(3);
        var table = _older.WriteSqlite("live.db");
        JournalFile.Execute(table, "PRAGMA journal_mode = WAL");
        using (var app = new SqliteConnection($"Data Source={table};Pooling=False"))
        {
            app.Open();
            using var late = app.CreateCommand();
            late.CommandText = "PRAGMA wal_autocheckpoint = 0; UPDATE cache_entries SET book_id = 'in the log'";
            late.ExecuteNonQuery();
            File.Copy(table, _older.At("metadata.db"));
            File.Copy(table + "-wal", _older.At("metadata.db-wal"));
        }
        File.Delete(table);
        var before = _older.Freeze();
        await using var cache = await OpenAsync();

        var report = await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        _older.Look().ShouldBe(before);
        report.Adopted.ShouldBe(3);
        (await cache.Reader.ListAsync(new EntryFilter(BookId: "in the log"))).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_text_that_was_adopted_is_a_hit()
    {
        _older.AddWhole(3).WriteMetadata("table");
        await using var cache = await OpenAsync();
        await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        var audio = await cache.GetOrSynthesizeAsync(new SynthesisRequest(OlderCacheFolder.Text(1), "en-us"));

        audio.Hit.ShouldBeTrue();
        (await File.ReadAllBytesAsync(audio.Path)).ShouldBe(OlderCacheFolder.Wav(1));
    }

    [Fact]
    public async Task A_second_run_skips_everything_and_journals_nothing()
    {
        var metadata = _older.AddWhole(20).WriteMetadata("list");
        await using var cache = await OpenAsync();
        await cache.AdoptAsync(new AdoptionRequest(metadata));
        var events = (await cache.RebuildViewsAsync()).Events;

        var again = await cache.AdoptAsync(new AdoptionRequest(metadata));

        (again.Adopted, again.Skipped, again.Failures.Count).ShouldBe((0, 20, 0));
        (await cache.RebuildViewsAsync()).Events.ShouldBe(events);
        Staged().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_was_cancelled_goes_on_with_what_is_missing()
    {
        var metadata = _older.AddWhole(Many).WriteMetadata("table");
        using var enough = new CancellationTokenSource();
        await using (var cache = await OpenAsync())
        {
            var stopping = new Told<AdoptionProgress>(progress =>
            {
                if (progress.Done == Many / 4)
                {
                    enough.Cancel();
                }
            });
            await Should.ThrowAsync<OperationCanceledException>(
                cache.AdoptAsync(new AdoptionRequest(metadata), stopping, enough.Token)
            );
        }
        await using var again = await OpenAsync();
        var there = (await again.Reader.ListAsync(new EntryFilter())).Count;

        var report = await again.AdoptAsync(new AdoptionRequest(metadata));

        there.ShouldBeInRange(1, Many - 1);
        (report.Adopted, report.Skipped, report.Failures.Count).ShouldBe((Many - there, there, 0));
        Staged().ShouldBeEmpty();
    }

    [Fact]
    public async Task Progress_counts_every_entry_once_and_ends_with_all()
    {
        _older.AddWhole(30).Add(("file", "gone.wav")).WriteMetadata("list");
        var told = new List<AdoptionProgress>();
        await using var cache = await OpenAsync();

        await cache.AdoptAsync(new AdoptionRequest(_older.Path), new Told<AdoptionProgress>(told.Add));

        told.ShouldBe(Enumerable.Range(0, 32).Select(done => new AdoptionProgress(done, 31)));
    }

    [Fact]
    public async Task An_M4A_is_adopted_as_one()
    {
        var file = Tool.Tone(_older.At("tone.m4a"), seconds: 1, rate: 22050, channels: 1, "-c:a", "aac");
        _older.Add(("file", "tone.m4a"), ("compressionState", "wav")).WriteMetadata("list");
        await using var cache = await OpenAsync();

        (await cache.AdoptAsync(new AdoptionRequest(_older.Path))).Adopted.ShouldBe(1);

        var entry = (await cache.Reader.ListAsync(new EntryFilter())).ShouldHaveSingleItem();
        entry.State.ShouldBe("m4a");
        entry.DurationMs.ShouldBe(1000);
        (await File.ReadAllBytesAsync(entry.Path)).ShouldBe(await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task Without_its_text_an_entry_keeps_its_key_and_without_a_key_the_content_gives_one()
    {
        var key = EntryKey.For("anna", "whatever it said", 1);
        _older.Write("one.wav", OlderCacheFolder.Wav(1));
        _older.Write($"{key}.wav", OlderCacheFolder.Wav(2));
        _older
            .Add(("file", "one.wav"), ("voiceId", "anna"))
            .Add(("key", key.Value), ("text", "its voice is not known"))
            .WriteMetadata("list");
        await using var cache = await OpenAsync();

        (await cache.AdoptAsync(new AdoptionRequest(_older.Path))).Adopted.ShouldBe(2);

        var kept = (await cache.Reader.FindAsync(key)).ShouldNotBeNull();
        (await File.ReadAllBytesAsync(kept.Path)).ShouldBe(OlderCacheFolder.Wav(2));
        var entries = await cache.Reader.ListAsync(new EntryFilter());
        var made = entries.Single(entry => entry.Key != key);
        made.Key.ShouldBe(EntryKey.ForContent("anna", made.Sha256));
    }

    [Fact]
    public async Task A_voice_that_the_metadata_do_not_know_can_be_given()
    {
        _older.Write("one.wav", OlderCacheFolder.Wav(1));
        _older.Add(("file", "one.wav"), ("text", "Hello.")).WriteMetadata("list");
        await using var cache = await OpenAsync();

        await cache.AdoptAsync(new AdoptionRequest(_older.Path, "anna"));

        (await cache.GetOrSynthesizeAsync(new SynthesisRequest("Hello.", "anna"))).Hit.ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_metadata_do_not_say_stays_unknown()
    {
        _older.Write("one.wav", OlderCacheFolder.Wav(1));
        _older.Add(("path", "one.wav"), ("createdAt", 0), ("chapterIndex", -1)).WriteMetadata("list");
        await using var cache = await OpenAsync();
        var before = DateTimeOffset.UtcNow;

        await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        var entry = (await cache.Reader.ListAsync(new EntryFilter())).ShouldHaveSingleItem();
        entry.BookId.ShouldBeNull();
        entry.VoiceId.ShouldBeNull();
        entry.ChapterIndex.ShouldBeNull();
        entry.SegmentIndex.ShouldBeNull();
        entry.EngineType.ShouldBeNull();
        entry.AccessCount.ShouldBe(0);
        entry.Pinned.ShouldBeFalse();
        entry.Created.ShouldBeGreaterThanOrEqualTo(before);
        entry.LastAccessed.ShouldBe(entry.Created);
    }

    [Fact]
    public async Task Uses_of_the_older_cache_are_no_hits_of_this_one()
    {
        _older.AddWhole(10).WriteMetadata("table");
        await using var cache = await OpenAsync();

        await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        var statistics = await cache.StatisticsAsync();
        (statistics.Hits, statistics.Misses, statistics.Pinned).ShouldBe((0, 0, 2));
    }

    [Fact]
    public async Task Adopted_WAVs_are_compressed_as_any_other_and_still_skipped()
    {
        _older.AddWhole(8).WriteMetadata("list");
        await using var cache = await OpenAsync();
        await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        (await cache.CompressAsync()).Compressed.ShouldBe(8);
        var again = await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        (again.Adopted, again.Skipped, again.Failures.Count).ShouldBe((0, 8, 0));
        (await cache.Reader.ListAsync(new EntryFilter())).ShouldAllBe(entry => entry.State == "m4a");
    }

    [Fact]
    public async Task What_was_evicted_is_adopted_again()
    {
        _older.AddWhole(2).WriteMetadata("list");
        var (cache, inside) = await BrokenCache.OpenAsync(Options, services => services);
        await using var _ = cache;
        await cache.AdoptAsync(new AdoptionRequest(_older.Path));
        var key = EntryKey.For("en-us", OlderCacheFolder.Text(1), OlderCacheFolder.Rate(1));
        await inside.Parts.Entries.Ask<EntryReply>(new EntryMessage.Evict(key, EvictionReason.Budget));

        var again = await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        (again.Adopted, again.Skipped).ShouldBe((1, 1));
        (await cache.Reader.FindAsync(key)).ShouldNotBeNull().AccessCount.ShouldBe(1);
    }

    [Fact]
    public async Task With_room_for_half_those_that_were_used_last_stay()
    {
        _older.AddWhole(100, bytes: 40_000);
        _older.Rows.ForEach(row => row["pinned"] = false);
        _older.Rows.Reverse();
        _older.WriteMetadata("list");
        var options = Options;
        options.Budget.MaxBytes = 2_010_000;
        await using var cache = await AudioCache.OpenAsync(options);

        var report = await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        (report.Adopted, report.Failures.Count).ShouldBe((100, 0));
        var kept = (await cache.Reader.ListAsync(new EntryFilter())).Select(entry => entry.AccessCount).ToList();
        kept.Count.ShouldBeInRange(30, 50);
        // Several are under way at a time, so the last of those that went may be a little younger than the first that stayed.
        kept.Average().ShouldBeGreaterThan(70);
    }

    [Fact]
    public async Task With_no_room_and_none_to_be_made_it_ends_and_keeps_what_came()
    {
        _older.AddWhole(50, bytes: 40_000);
        _older.Rows.ForEach(row => row["pinned"] = true);
        _older.WriteMetadata("list");
        var options = Options;
        options.Budget.MaxBytes = 1_000_000;
        await using var cache = await AudioCache.OpenAsync(options);

        await Should.ThrowAsync<CacheFullException>(cache.AdoptAsync(new AdoptionRequest(_older.Path)));

        var kept = await cache.Reader.ListAsync(new EntryFilter());
        kept.Count.ShouldBeInRange(1, 25);
        kept.ShouldAllBe(entry => File.Exists(entry.Path));
        Staged().ShouldBeEmpty();
    }

    private static void Spoil(string path, EntryKey only)
    {
        if (path.Contains(only.Value))
        {
            var bytes = File.ReadAllBytes(path);
            bytes[^1] ^= 1;
            File.WriteAllBytes(path, bytes);
        }
    }

    [Fact]
    public async Task A_file_that_is_read_back_as_something_else_is_not_adopted()
    {
        _older.AddWhole(3).WriteMetadata("list");
        var spoiled = EntryKey.For("en-us", OlderCacheFolder.Text(1), OlderCacheFolder.Rate(1));
        var (cache, _) = await BrokenCache.OpenAsync(
            Options,
            services =>
                services with
                {
                    Recorder = new Recorder(
                        services.Folder,
                        new ScriptedFileStore(services.Files) { AfterPublish = path => Spoil(path, spoiled) },
                        services.Io,
                        synthesizer: null,
                        services.Options.Speech
                    ),
                }
        );
        await using var __ = cache;

        var report = await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        report.Adopted.ShouldBe(2);
        report.Failures.ShouldHaveSingleItem().Reason.ShouldContain("read back");
        (await cache.Reader.HistoryAsync(spoiled)).ShouldBeNull();
        Directory.GetFiles(_temporary.At("cache", "audio"), "*", SearchOption.AllDirectories).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Audio_that_no_entry_names_is_left_and_reported()
    {
        _older.AddWhole(2).WriteMetadata("list");
        _older.Write("files/extra.wav", OlderCacheFolder.Wav(7));
        _older.Write("stray.M4A", [1, 2, 3]);
        _older.Write("notes.txt", [1]);
        await using var cache = await OpenAsync();

        var report = await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        report.Adopted.ShouldBe(2);
        report.Unlisted.ShouldBe(["files/extra.wav", "stray.M4A"]);
    }

    private Task<AudioCache> OpenAsync() => AudioCache.OpenAsync(Options);

    private string[] Staged() => Directory.GetFiles(_temporary.At("cache", "staging"));

    private sealed class Told<T>(Action<T> handle) : IProgress<T>
    {
        public void Report(T value) => handle(value);
    }
}
