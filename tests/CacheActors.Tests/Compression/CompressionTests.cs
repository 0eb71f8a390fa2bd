using CacheActors.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Tests.Journal;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Compression;

/// <summary>Compression through the façade, with the real ffmpeg.</summary>
public sealed class CompressionTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Everything_uncompressed_becomes_m4a_and_the_wavs_go()
    {
        await using var cache = await OpenAsync(automatic: false);
        var stored = await StoreAsync(cache, 5);
        var progress = new Recorded<CompressionProgress>();

        var report = await cache.CompressAsync(progress: progress);

        report.Compressed.ShouldBe(5);
        report.Failures.ShouldBeEmpty();
        report.BytesAfter.ShouldBeLessThan(report.BytesBefore / 4);
        progress.Values.Select(value => value.Done).ShouldBe([0, 1, 2, 3, 4, 5]);
        progress.Values.ShouldAllBe(value => value.Total == 5);
        foreach (var audio in stored)
        {
            File.Exists(audio.Path).ShouldBeFalse();
            var now = (await cache.TryGetAsync(audio.Key)).ShouldNotBeNull();
            Mp4Facts.Read(now.Path).Duration.ShouldBe(audio.Duration, TimeSpan.FromMilliseconds(60));
        }
        Directory.GetFiles(_temporary.At("cache", "staging")).ShouldBeEmpty();
        var totals = await cache.Reader.StatisticsAsync();
        totals.States["m4a"].ShouldBe(new StateTotals(5, report.BytesAfter));
        totals.SavedBytes.ShouldBe(report.BytesBefore - report.BytesAfter);
    }

    [Fact]
    public async Task A_new_entry_is_compressed_in_the_background_without_being_asked()
    {
        await using var cache = await OpenAsync(automatic: true);

        var audio = (await StoreAsync(cache, 1)).Single();

        await Eventually.ShouldBeTrueAsync(async () =>
            (await cache.Reader.FindAsync(audio.Key))?.State == "m4a" && !File.Exists(audio.Path)
        );
    }

    [Fact]
    public async Task However_many_ask_an_entry_is_compressed_once()
    {
        await using var cache = await OpenAsync(automatic: true);
        var stored = await StoreAsync(cache, 8);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cache.CompressAsync()));

        foreach (var audio in stored)
        {
            (await TypesAsync(cache, audio.Key)).ShouldBe(["Synthesized", "CompressionStarted", "Compressed"]);
        }
    }

    [Fact]
    public async Task Only_the_named_entries_are_compressed()
    {
        await using var cache = await OpenAsync(automatic: false);
        var stored = await StoreAsync(cache, 3);

        (await cache.CompressAsync([stored[1].Key])).Compressed.ShouldBe(1);

        var states = (await cache.Reader.ListAsync(new EntryFilter())).ToDictionary(e => e.Key, e => e.State);
        states[stored[0].Key].ShouldBe("wav");
        states[stored[1].Key].ShouldBe("m4a");
        states[stored[2].Key].ShouldBe("wav");
    }

    [Fact]
    public async Task An_unknown_key_is_refused_before_anything_starts()
    {
        await using var cache = await OpenAsync(automatic: false);
        var stored = await StoreAsync(cache, 1);

        await Should.ThrowAsync<UnknownEntryException>(
            cache.CompressAsync([stored[0].Key, EntryKey.For("voice", "Nobody.", 1)])
        );

        (await TypesAsync(cache, stored[0].Key)).ShouldBe(["Synthesized"]);
    }

    [Fact]
    public async Task A_second_run_finds_nothing_to_do()
    {
        await using var cache = await OpenAsync(automatic: false);
        await StoreAsync(cache, 2);
        await cache.CompressAsync();

        var second = await cache.CompressAsync();

        second.Compressed.ShouldBe(0);
        second.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_leaves_every_entry_wav_or_m4a_and_nothing_in_staging()
    {
        await using var cache = await OpenAsync(automatic: false, options => options.Compression.BatchFiles = 1);
        await StoreAsync(cache, 12);
        using var cancel = new CancellationTokenSource();
        var progress = new Recorded<CompressionProgress>(value =>
        {
            if (value.Done == 2)
            {
                cancel.Cancel();
            }
        });

        await Should.ThrowAsync<OperationCanceledException>(cache.CompressAsync(null, progress, cancel.Token));

        var states = (await cache.Reader.ListAsync(new EntryFilter()))
            .GroupBy(e => e.State)
            .Select(g => g.Key)
            .ToList();
        states.ShouldBe(["wav", "m4a"], ignoreOrder: true);
        Directory.GetFiles(_temporary.At("cache", "staging")).ShouldBeEmpty();
        (await cache.CompressAsync()).Failures.ShouldBeEmpty();
        (await cache.Reader.StatisticsAsync()).States["m4a"].Entries.ShouldBe(12);
    }

    [Fact]
    public async Task Cancelling_one_asker_does_not_cancel_another()
    {
        await using var cache = await OpenAsync(automatic: false, options => options.Compression.BatchFiles = 2);
        await StoreAsync(cache, 10);
        using var cancel = new CancellationTokenSource();
        var progress = new Recorded<CompressionProgress>(value =>
        {
            if (value.Done == 1)
            {
                cancel.Cancel();
            }
        });

        var impatient = cache.CompressAsync(null, progress, cancel.Token);
        var patient = cache.CompressAsync();

        await Should.ThrowAsync<OperationCanceledException>(impatient);
        (await patient).Failures.ShouldBeEmpty();
        (await cache.Reader.StatisticsAsync()).States["m4a"].Entries.ShouldBe(10);
    }

    [Fact]
    public async Task Without_ffmpeg_the_error_says_so_and_entries_stay_as_they_are()
    {
        await using var cache = await OpenAsync(
            automatic: false,
            options => options.Compression.Ffmpeg = "/nowhere/ffmpeg"
        );
        var stored = await StoreAsync(cache, 2);

        (await Should.ThrowAsync<MissingToolException>(cache.CompressAsync())).Message.ShouldContain("/nowhere/ffmpeg");

        (await TypesAsync(cache, stored[0].Key)).ShouldBe(["Synthesized"]);
        File.Exists(stored[0].Path).ShouldBeTrue();
    }

    [Fact]
    public async Task A_wav_that_was_damaged_on_disk_fails_alone_and_is_kept()
    {
        await using var cache = await OpenAsync(automatic: false);
        var stored = await StoreAsync(cache, 3);
        // A file of its own: the tones are equal, and share one.
        File.Delete(stored[1].Path);
        await File.WriteAllTextAsync(stored[1].Path, "#EXTM3U");

        var report = await cache.CompressAsync();

        report.Compressed.ShouldBe(2);
        report.Failures.ShouldHaveSingleItem().Key.ShouldBe(stored[1].Key);
        File.Exists(stored[1].Path).ShouldBeTrue();
        (await cache.Reader.FindAsync(stored[1].Key)).ShouldNotBeNull().State.ShouldBe("failed");
    }

    [Fact]
    public async Task What_failed_is_tried_again_when_asked()
    {
        await using var cache = await OpenAsync(automatic: false);
        var audio = (await StoreAsync(cache, 1)).Single();
        var good = await File.ReadAllBytesAsync(audio.Path);
        await File.WriteAllTextAsync(audio.Path, "damaged");
        await cache.CompressAsync();
        await File.WriteAllBytesAsync(audio.Path, good);

        (await cache.CompressAsync()).Compressed.ShouldBe(1);

        (await TypesAsync(cache, audio.Key)).ShouldBe([
            "Synthesized",
            "CompressionStarted",
            "Failed",
            "CompressionStarted",
            "Compressed",
        ]);
    }

    [Fact]
    public async Task A_compression_that_a_crash_interrupted_is_done_again()
    {
        EntryKey key;
        await using (var cache = await OpenAsync(automatic: false))
        {
            key = (await StoreAsync(cache, 1)).Single().Key;
        }

        JournalFile.Execute(
            _temporary.At("cache", "journal.db"),
            $$"""
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            VALUES (0, 0, 'entry-{{key}}', 2, CAST('{"attempt":1,"runId":"gone","at":"2026-11-20T05:00:00+00:00"}' AS BLOB),
              'compression-started.v1', 1100)
            """
        );
        await using var again = await OpenAsync(automatic: true);

        await Eventually.ShouldBeTrueAsync(async () => (await again.Reader.FindAsync(key))?.State == "m4a");

        (await TypesAsync(again, key)).ShouldBe([
            "Synthesized",
            "CompressionStarted",
            "CompressionStarted",
            "Compressed",
        ]);
    }

    [Fact]
    public async Task A_wav_that_a_crash_left_beside_its_m4a_goes_when_the_entry_is_next_used()
    {
        CachedAudio wav;
        await using (var cache = await OpenAsync(automatic: false))
        {
            wav = (await StoreAsync(cache, 1)).Single();
            await cache.CompressAsync();
        }
        await File.WriteAllTextAsync(wav.Path, "left over");
        // What a clean end leaves.
        File.Delete(_temporary.At("cache", "cache.space"));
        await using var again = await OpenAsync(
            automatic: false,
            options => options.Entries.CoalesceAccess = TimeSpan.FromMilliseconds(10)
        );

        (await again.TryGetAsync(wav.Key)).ShouldNotBeNull().Path.ShouldEndWith(".m4a");

        // The hit needed no actor; journaling it does.
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(!File.Exists(wav.Path)));
    }

    [Fact]
    public async Task However_much_waits_the_background_comes_to_the_end_of_it()
    {
        const int waiting = 1_100; // More than it reads at a time.
        var options = Options(automatic: true);
        Directory.CreateDirectory(options.Folder);
        using (var journal = new TestJournal(Path.Combine(options.Folder, "journal.db")))
        {
            journal.AppendEach(
                Enumerable.Range(0, waiting).Select(i => EntryKey.For("voice", $"{i}", 1)),
                new EntryEvent.Synthesized(
                    100,
                    new string('a', 64),
                    1000,
                    BookId: null,
                    VoiceId: null,
                    ChapterIndex: null,
                    SegmentIndex: null,
                    EngineType: null,
                    EntryOrigin.Imported,
                    DateTimeOffset.UnixEpoch
                )
            );
        }
        var (cache, _) = await BrokenCache.OpenAsync(
            options,
            services =>
                services with
                {
                    Encoder = new ScriptedEncoder(services.Encoder)
                    {
                        Encode = (_, batch, _) =>
                            Task.FromResult<IReadOnlyList<EncodeResult>>([
                                .. batch.Select(job => new EncodeResult.Unusable(job, "a test")),
                            ]),
                    },
                }
        );
        await using var __ = cache;

        await Eventually.ShouldBeTrueAsync(async () =>
            (await cache.Reader.StatisticsAsync()).States["failed"].Entries == waiting
        );
    }

    [Fact]
    public async Task A_job_takes_the_entries_it_names_and_no_others()
    {
        await using var cache = await OpenAsync(automatic: false);
        var wavs = await StoreAsync(cache, 3);

        (await cache.CompressAsync([wavs[1].Key, wavs[1].Key])).Compressed.ShouldBe(1);

        (await cache.Reader.FindAsync(wavs[1].Key)).ShouldNotBeNull().State.ShouldBe("m4a");
        (await cache.Reader.ListAsync(new EntryFilter(State: "wav"))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Closing_the_cache_gives_back_what_was_at_work()
    {
        Task<CompressionReport> compression;
        var cache = await OpenAsync(automatic: false, options => options.Compression.BatchFiles = 1);
        await using (cache)
        {
            await StoreAsync(cache, 12);
            var started = new TaskCompletionSource();
            var progress = new Recorded<CompressionProgress>(value =>
            {
                if (value.Done == 1)
                {
                    started.SetResult();
                }
            });
            compression = cache.CompressAsync(null, progress);
            await started.Task;
        }
        await Should.ThrowAsync<Exception>(compression);
        using var reader = CacheReader.Open(Options(automatic: false));

        var totals = await reader.StatisticsAsync();

        totals.States["compressing"].Entries.ShouldBe(0);
        (totals.States["wav"].Entries + totals.States["m4a"].Entries).ShouldBe(12);
    }

    private CacheActorsOptions Options(bool automatic) =>
        new() { Folder = _temporary.At("cache"), Compression = { Automatic = automatic, Linger = TimeSpan.Zero } };

    private Task<AudioCache> OpenAsync(bool automatic, Action<CacheActorsOptions>? configure = null)
    {
        var options = Options(automatic);
        configure?.Invoke(options);
        return AudioCache.OpenAsync(options, new ToneSynthesizer());
    }

    private static async Task<IReadOnlyList<CachedAudio>> StoreAsync(AudioCache cache, int count) =>
        await Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(i => cache.GetOrSynthesizeAsync(new SynthesisRequest($"This is sentence number {i}.", "voice")))
        );

    private static async Task<IEnumerable<string>> TypesAsync(AudioCache cache, EntryKey key) =>
        (await cache.Reader.HistoryAsync(key)).ShouldNotBeNull().Events.Select(journaled => journaled.Type);

    /// <summary>Keeps what was reported, in order.</summary>
    private sealed class Recorded<T>(Action<T>? then = null) : IProgress<T>
    {
        private readonly List<T> _values = [];

        public IReadOnlyList<T> Values
        {
            get
            {
                lock (_values)
                {
                    return [.. _values];
                }
            }
        }

        public void Report(T value)
        {
            lock (_values)
            {
                _values.Add(value);
            }

            then?.Invoke(value);
        }
    }
}
