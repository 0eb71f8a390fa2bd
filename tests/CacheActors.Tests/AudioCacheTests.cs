using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests;

public sealed class AudioCacheTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ToneSynthesizer _synthesizer = new();

    private CacheActorsOptions Options =>
        new() { Folder = _temporary.At("cache"), Compression = { Automatic = false } };

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_missing_text_is_spoken_once_however_many_ask_at_the_same_time()
    {
        var go = new TaskCompletionSource();
        _synthesizer.Before = (_, _) => go.Task;
        await using var cache = await OpenAsync();

        var asked = Enumerable.Range(0, 50).Select(_ => cache.GetOrSynthesizeAsync(Request("Once."))).ToList();
        go.SetResult();
        var answers = await Task.WhenAll(asked);

        _synthesizer.Spoken.Count.ShouldBe(1);
        answers.Select(answer => answer.Path).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => !answer.Hit).ShouldBe(1);
        File.Exists(answers[0].Path).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_synthesis_reaches_everyone_who_waits_and_leaves_nothing_behind()
    {
        var go = new TaskCompletionSource();
        _synthesizer.Before = async (_, _) =>
        {
            await go.Task;
            throw new SynthesisFailedException("out of breath");
        };
        await using var cache = await OpenAsync();

        var asked = Enumerable.Range(0, 5).Select(_ => cache.GetOrSynthesizeAsync(Request("Never."))).ToList();
        go.SetResult();

        foreach (var waiting in asked)
        {
            (await Should.ThrowAsync<SynthesisFailedException>(waiting)).Message.ShouldContain("out of breath");
        }

        Files("audio").ShouldBeEmpty();
        Files("staging").ShouldBeEmpty();
        (await cache.Reader.ListAsync(new EntryFilter())).ShouldBeEmpty();
        (await cache.Reader.HistoryAsync(EntryKey.For("voice", "Never.", 1))).ShouldBeNull();
    }

    [Fact]
    public async Task After_a_failure_the_next_asker_has_it_spoken()
    {
        _synthesizer.Before = (_, _) => throw new SynthesisFailedException("out of breath");
        await using var cache = await OpenAsync();
        await Should.ThrowAsync<SynthesisFailedException>(cache.GetOrSynthesizeAsync(Request("Again.")));

        _synthesizer.Before = (_, _) => Task.CompletedTask;

        (await cache.GetOrSynthesizeAsync(Request("Again."))).Hit.ShouldBeFalse();
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_spoil_it_for_the_others()
    {
        var go = new TaskCompletionSource();
        _synthesizer.Before = (_, _) => go.Task;
        await using var cache = await OpenAsync();
        using var impatient = new CancellationTokenSource();

        var first = cache.GetOrSynthesizeAsync(Request("Wait."), impatient.Token);
        var second = cache.GetOrSynthesizeAsync(Request("Wait."));
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        go.SetResult();

        File.Exists((await second).Path).ShouldBeTrue();
        _synthesizer.Spoken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_answered_is_in_the_view_at_once()
    {
        await using var cache = await OpenAsync();

        var audio = await cache.GetOrSynthesizeAsync(new SynthesisRequest("Hello.", "voice", 1, "book", 3, 4));

        var entry = (await cache.Reader.FindAsync(audio.Key)).ShouldNotBeNull();
        entry.State.ShouldBe("wav");
        entry.Path.ShouldBe(audio.Path);
        entry.SizeBytes.ShouldBe(new FileInfo(audio.Path).Length);
        entry.BookId.ShouldBe("book");
        entry.VoiceId.ShouldBe("voice");
        entry.ChapterIndex.ShouldBe(3);
        entry.SegmentIndex.ShouldBe(4);
        entry.EngineType.ShouldBe("tone");
        entry.DurationMs.ShouldBe((long)audio.Duration.TotalMilliseconds);
    }

    [Fact]
    public async Task A_cache_that_is_opened_again_answers_without_the_synthesizer()
    {
        CachedAudio first;
        await using (var cache = await OpenAsync())
        {
            first = await cache.GetOrSynthesizeAsync(Request("Kept."));
        }

        await using var again = await AudioCache.OpenAsync(Options);

        var second = await again.GetOrSynthesizeAsync(Request("Kept."));

        second.ShouldBe(first with { Hit = true });
    }

    [Fact]
    public async Task Uses_are_journaled_together_and_survive_a_close()
    {
        EntryKey key;
        await using (var cache = await OpenAsync())
        {
            key = (await cache.GetOrSynthesizeAsync(Request("Popular."))).Key;
            for (var i = 0; i < 7; i++)
            {
                await cache.TryGetAsync(key);
            }
        }
        using var reader = CacheReader.Open(Options);

        (await reader.FindAsync(key)).ShouldNotBeNull().AccessCount.ShouldBe(7);
        var history = (await reader.HistoryAsync(key)).ShouldNotBeNull();
        history.Events.Select(journaled => journaled.Type).ShouldBe(["Synthesized", "Accessed"]);
        (await reader.StatisticsAsync()).Hits.ShouldBe(7);
    }

    [Fact]
    public async Task Uses_are_journaled_after_the_coalescing_time_while_the_cache_is_open()
    {
        var options = Options;
        options.Entries.CoalesceAccess = TimeSpan.FromMilliseconds(10);
        await using var cache = await AudioCache.OpenAsync(options, _synthesizer);
        var key = (await cache.GetOrSynthesizeAsync(Request("Popular."))).Key;

        await cache.TryGetAsync(key);

        await Eventually.ShouldBeTrueAsync(async () => (await cache.Reader.StatisticsAsync()).Hits == 1);
    }

    [Fact]
    public async Task An_entry_that_left_memory_comes_back_from_the_journal()
    {
        var options = Options;
        options.Entries.PassivateAfter = TimeSpan.FromSeconds(1);
        var (cache, inside) = await BrokenCache.OpenAsync(options, services => services);
        await using var _ = cache;
        var key = (await cache.GetOrSynthesizeAsync(Request("Idle."))).Key;
        var entry = inside.System.ActorSelection($"/user/cacheactors/entries/{key}");

        await Eventually.ShouldBeTrueAsync(async () => await IsGoneAsync(entry));

        await cache.PinAsync(key);
        (await cache.Reader.FindAsync(key)).ShouldNotBeNull().Pinned.ShouldBeTrue();
    }

    private static async Task<bool> IsGoneAsync(ActorSelection entry)
    {
        try
        {
            await entry.ResolveOne(TimeSpan.FromSeconds(5));
            return false;
        }
        catch (ActorNotFoundException)
        {
            return true;
        }
    }

    [Fact]
    public async Task An_unknown_key_is_answered_with_nothing()
    {
        await using var cache = await OpenAsync();

        (await cache.TryGetAsync(EntryKey.For("voice", "Unknown.", 1))).ShouldBeNull();
    }

    [Fact]
    public async Task A_cache_without_a_synthesizer_says_so_when_something_is_missing()
    {
        await using var cache = await AudioCache.OpenAsync(Options);

        (
            await Should.ThrowAsync<SynthesisFailedException>(cache.GetOrSynthesizeAsync(Request("Missing.")))
        ).Message.ShouldContain("without a synthesizer");
    }

    [Fact]
    public async Task A_synthesizer_that_makes_no_wav_is_refused_and_leaves_nothing_behind()
    {
        await using var cache = await AudioCache.OpenAsync(Options, new NoiseSynthesizer());

        (
            await Should.ThrowAsync<SynthesisFailedException>(cache.GetOrSynthesizeAsync(Request("Noise.")))
        ).Message.ShouldContain("no usable WAV");
        Files("audio").ShouldBeEmpty();
        Files("staging").ShouldBeEmpty();
    }

    [Fact]
    public async Task Importing_the_same_file_twice_keeps_one_entry_and_the_source()
    {
        var source = _temporary.Write("mine.wav", ToneSynthesizer.Wav(TimeSpan.FromSeconds(2)));
        await using var cache = await OpenAsync();

        var first = await cache.ImportAsync(new ImportRequest(source, "voice", "book", 1));
        var second = await cache.ImportAsync(new ImportRequest(source, "voice", "book", 1));

        first.Hit.ShouldBeFalse();
        second.Hit.ShouldBeTrue();
        second.Key.ShouldBe(first.Key);
        File.ReadAllBytes(first.Path).ShouldBe(File.ReadAllBytes(source));
        Files("staging").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_no_wav_is_refused_by_name_and_leaves_nothing_behind()
    {
        var source = _temporary.Write("story.wav", "Once upon a time"u8.ToArray());
        await using var cache = await OpenAsync();

        (
            await Should.ThrowAsync<InvalidAudioException>(cache.ImportAsync(new ImportRequest(source, "voice")))
        ).Message.ShouldContain(source);
        Files("audio").ShouldBeEmpty();
        Files("staging").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cache_has_one_owner()
    {
        await using var cache = await OpenAsync();

        var refused = await Should.ThrowAsync<CacheInUseException>(OpenAsync());

        refused.OwnerPid.ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public async Task Rebuilding_the_views_counts_the_journals_events_and_changes_nothing()
    {
        await using var cache = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await cache.GetOrSynthesizeAsync(Request($"Text {i}."));
        }

        var before = await cache.Reader.ListAsync(new EntryFilter());

        var report = await cache.RebuildViewsAsync();

        report.Events.ShouldBe(3);
        (await cache.Reader.ListAsync(new EntryFilter())).ShouldBe(before);
    }

    [Fact]
    public async Task A_journal_that_is_no_database_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(Options.Folder);
        var journal = Path.Combine(Options.Folder, "journal.db");
        var text = string.Concat(Enumerable.Repeat("not a database ", 100));
        await File.WriteAllTextAsync(journal, text);

        (await Should.ThrowAsync<JournalDamagedException>(OpenAsync())).Message.ShouldContain(journal);

        (await File.ReadAllTextAsync(journal)).ShouldBe(text);
    }

    [Fact]
    public async Task An_entry_whose_journal_cannot_be_read_fails_alone()
    {
        EntryKey damaged;
        await using (var cache = await OpenAsync())
        {
            damaged = (await cache.GetOrSynthesizeAsync(Request("Damaged."))).Key;
            await cache.GetOrSynthesizeAsync(Request("Sound."));
        }
        JournalFile.Execute(
            Path.Combine(Options.Folder, "journal.db"),
            $"UPDATE journal SET message = x'7b' WHERE persistence_id = 'entry-{damaged}'"
        );
        await using var again = await OpenAsync();

        (await Should.ThrowAsync<CacheException>(again.PinAsync(damaged))).Message.ShouldContain(damaged.Value);
        (await again.TryGetAsync(damaged)).ShouldNotBeNull("its file is there, and the views know it");
        (await again.GetOrSynthesizeAsync(Request("Sound."))).Hit.ShouldBeTrue();
    }

    private Task<AudioCache> OpenAsync() => AudioCache.OpenAsync(Options, _synthesizer);

    private static SynthesisRequest Request(string text) => new(text, "voice");

    private string[] Files(string folder) =>
        Directory.Exists(Path.Combine(Options.Folder, folder))
            ? Directory.GetFiles(Path.Combine(Options.Folder, folder), "*", SearchOption.AllDirectories)
            : [];

    private sealed class NoiseSynthesizer : ISpeechSynthesizer
    {
        public string EngineType => "noise";

        public Task CheckVoiceAsync(string voiceId, CancellationToken cancellationToken = default) =>
            Task.CompletedTask;

        public Task SynthesizeAsync(
            string text,
            string voiceId,
            double rate,
            Stream output,
            CancellationToken cancellationToken = default
        ) => output.WriteAsync("noise"u8.ToArray(), cancellationToken).AsTask();
    }
}
