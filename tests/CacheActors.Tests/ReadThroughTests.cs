using System.Security.Cryptography;
using CacheActors.Domain.Entries;
using CacheActors.Tests.Downloads;
using CacheActors.Tests.Support;
using CacheActors.Views;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CacheActors.Tests;

/// <summary>A cache while offline-first is off.</summary>
public sealed class ReadThroughTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ToneSynthesizer _synthesizer = new();
    private readonly byte[] _wav = ToneSynthesizer.Wav(TimeSpan.FromSeconds(4));

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Every_request_goes_to_the_synthesizer_and_nothing_is_journaled()
    {
        await using var cache = await OpenAsync(offlineFirst: false);

        var first = await cache.GetOrSynthesizeAsync(Request("Again."));
        var second = await cache.GetOrSynthesizeAsync(Request("Again."));

        _synthesizer.Spoken.Count.ShouldBe(2);
        first.Hit.ShouldBeFalse();
        second.Hit.ShouldBeFalse();
        second.Path.ShouldNotBe(first.Path);
        (await File.ReadAllBytesAsync(second.Path)).ShouldBe(await File.ReadAllBytesAsync(first.Path));
        second.Duration.ShouldBe(first.Duration);
        Files("audio").ShouldBeEmpty();
        (await cache.Reader.HistoryAsync(first.Key)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_asks_at_the_same_time_still_shares_one_synthesis()
    {
        var go = new TaskCompletionSource();
        _synthesizer.Before = (_, _) => go.Task;
        await using var cache = await OpenAsync(offlineFirst: false);
        using var impatient = new CancellationTokenSource();

        var first = cache.GetOrSynthesizeAsync(Request("Once."), impatient.Token);
        var others = Enumerable.Range(0, 5).Select(_ => cache.GetOrSynthesizeAsync(Request("Once."))).ToList();
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        go.SetResult();

        (await Task.WhenAll(others)).Select(audio => audio.Path).Distinct().ShouldHaveSingleItem();
        _synthesizer.Spoken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_reaches_everyone_who_waits_and_leaves_nothing_behind()
    {
        var go = new TaskCompletionSource();
        _synthesizer.Before = async (_, _) =>
        {
            await go.Task;
            throw new InvalidOperationException("out of breath");
        };
        await using var cache = await OpenAsync(offlineFirst: false);

        var asked = Enumerable.Range(0, 5).Select(_ => cache.GetOrSynthesizeAsync(Request("Never."))).ToList();
        go.SetResult();

        foreach (var waiting in asked)
        {
            (await Should.ThrowAsync<SynthesisFailedException>(waiting)).Message.ShouldContain("out of breath");
        }
        Files("staging").ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_download_goes_to_the_server()
    {
        await using var server = await HttpServer.ServeAsync(_wav);
        await using var cache = await OpenAsync(offlineFirst: false);
        var request = new DownloadRequest(server.Address(), Sha256(_wav), "voice");

        var audio = await cache.GetOrDownloadAsync(request);
        var again = await cache.GetOrDownloadAsync(request);

        audio.Hit.ShouldBeFalse();
        again.Hit.ShouldBeFalse();
        again.Path.ShouldNotBe(audio.Path);
        (await File.ReadAllBytesAsync(audio.Path)).ShouldBe(_wav);
        audio.Duration.ShouldBe(TimeSpan.FromSeconds(4));
        (await cache.Reader.HistoryAsync(request.Key)).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_found_and_nothing_can_be_stored()
    {
        await using (var on = await OpenAsync())
        {
            await on.GetOrSynthesizeAsync(Request("Stored."));
        }
        var source = _temporary.Write("mine.wav", _wav);
        await using var cache = await OpenAsync(offlineFirst: false);
        var stored = EntryKey.For("voice", "Stored.", 1);

        (await cache.TryGetAsync(stored)).ShouldBeNull();
        (await cache.LeaseAsync(stored)).ShouldBeNull();
        (await cache.OpenReadAsync(stored)).ShouldBeNull();
        (
            await Should.ThrowAsync<CacheException>(cache.ImportAsync(new ImportRequest(source, "voice")))
        ).Message.ShouldContain("nothing is stored");
        (
            await Should.ThrowAsync<CacheException>(() => cache.AdoptAsync(new AdoptionRequest(source)))
        ).Message.ShouldContain("nothing is stored");
        Files("staging").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_background_rests_and_what_passed_through_is_nothing_to_compress()
    {
        await using (var on = await OpenAsync())
        {
            await on.GetOrSynthesizeAsync(Request("Stored."));
        }
        var options = Options(offlineFirst: false);
        options.Compression.Automatic = true;
        options.Compression.Linger = TimeSpan.Zero;
        await using var cache = await AudioCache.OpenAsync(options, _synthesizer);

        // In the time that this takes, the background would have had its turn.
        for (var i = 0; i < 50; i++)
        {
            var passed = await cache.GetOrSynthesizeAsync(Request($"Passed {i}."));
            (await cache.CompressAsync([passed.Key])).Compressed.ShouldBe(0);
        }

        cache.ProcessesStarted.ShouldBe(0);
        (await cache.Reader.ListAsync(new EntryFilter())).ShouldHaveSingleItem().State.ShouldBe("wav");
    }

    [Fact]
    public async Task What_is_too_old_or_too_much_is_not_evicted()
    {
        await using (var on = await OpenAsync())
        {
            await on.GetOrSynthesizeAsync(Request(new string('a', 400)));
        }
        var options = Options(offlineFirst: false);
        options.Budget.MaxBytes = 1_000_000;
        options.Budget.MaxAge = TimeSpan.FromMinutes(1);
        var later = new LaterTime(TimeSpan.FromDays(1));
        await using (
            var cache = await AudioCache.OpenAsync(
                options,
                new CacheDependencies { Synthesizer = _synthesizer, Time = later }
            )
        )
        {
            await cache.GetOrSynthesizeAsync(Request("Passed."));
        }

        using var reader = CacheReader.Open(options);
        (await reader.ListAsync(new EntryFilter())).ShouldHaveSingleItem().State.ShouldBe("wav");
        Files("audio").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_oldest_files_go_when_there_is_need_of_their_room()
    {
        // Two of some 480 kB fit, three do not.
        string Text(int i) => $"{i}" + new string('a', 134);
        var options = Options(offlineFirst: false);
        options.Budget.MaxBytes = 1_000_000;
        await using var cache = await AudioCache.OpenAsync(options, _synthesizer);

        var passed = new List<CachedAudio>();
        for (var i = 0; i < 4; i++)
        {
            passed.Add(await cache.GetOrSynthesizeAsync(Request(Text(i))));
            Files("staging").Sum(path => new FileInfo(path).Length).ShouldBeLessThanOrEqualTo(1_000_000);
        }

        passed.Select(audio => File.Exists(audio.Path)).ShouldBe([false, false, true, true]);
    }

    [Fact]
    public async Task Many_at_a_time_get_their_room_in_turn()
    {
        // Four of some 200 kB are made at a time, five fit.
        var options = Options(offlineFirst: false);
        options.Budget.MaxBytes = 1_000_000;
        options.Speech.Processes = 4;
        await using var cache = await AudioCache.OpenAsync(options, _synthesizer);

        var asked = Enumerable
            .Range(100, 40)
            .Select(i => cache.GetOrSynthesizeAsync(Request($"{i}" + new string('a', 50))));
        var passed = await Task.WhenAll(asked);

        passed.Select(audio => audio.Path).Distinct().Count().ShouldBe(40);
        var left = Files("staging");
        left.Sum(path => new FileInfo(path).Length).ShouldBeLessThanOrEqualTo(1_000_000);
        left.ShouldBeSubsetOf(passed.Select(audio => audio.Path));
    }

    [Fact]
    public async Task What_can_never_fit_fails_alone()
    {
        var options = Options(offlineFirst: false);
        options.Budget.MaxBytes = 1_000_000;
        await using var cache = await AudioCache.OpenAsync(options, _synthesizer);

        await Should.ThrowAsync<CacheFullException>(cache.GetOrSynthesizeAsync(Request(new string('a', 1000))));

        File.Exists((await cache.GetOrSynthesizeAsync(Request("Short."))).Path).ShouldBeTrue();
        Files("staging").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_cache_that_is_full_can_be_switched_off_and_loses_nothing()
    {
        // Some 730 kB are stored, of 1 MB.
        var options = Options(offlineFirst: true);
        options.Budget.MaxBytes = 1_000_000;
        CachedAudio stored;
        await using (var on = await AudioCache.OpenAsync(options, _synthesizer))
        {
            stored = await on.GetOrSynthesizeAsync(Request(new string('a', 230)));
        }
        options.OfflineFirst = false;
        await using var cache = await AudioCache.OpenAsync(options, _synthesizer);

        var passed = await cache.GetOrSynthesizeAsync(Request(new string('b', 230)));

        File.Exists(passed.Path).ShouldBeTrue();
        File.Exists(stored.Path).ShouldBeTrue();
    }

    [Fact]
    public async Task The_files_go_when_the_cache_closes_and_what_a_crash_leaves_at_the_next_start()
    {
        await using (var cache = await OpenAsync(offlineFirst: false))
        {
            await cache.GetOrSynthesizeAsync(Request("Gone."));
            Files("staging").ShouldHaveSingleItem();
            var crashed = Files("staging")[0];
            File.Copy(crashed, crashed.Replace(".wav", "-crashed.wav", StringComparison.Ordinal));
        }
        Files("staging").ShouldHaveSingleItem().ShouldContain("crashed");

        await using var again = await OpenAsync();

        Files("staging").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_under_way_when_the_cache_closes_is_given_up()
    {
        var begun = new TaskCompletionSource();
        _synthesizer.Before = (_, token) =>
        {
            begun.SetResult();
            return Task.Delay(Timeout.Infinite, token);
        };
        var cache = await OpenAsync(offlineFirst: false);
        var asked = cache.GetOrSynthesizeAsync(Request("Endless."));
        await begun.Task;

        await cache.DisposeAsync();

        await Should.ThrowAsync<OperationCanceledException>(asked);
        Files("staging").ShouldBeEmpty();
    }

    [Fact]
    public async Task Switched_on_again_the_cache_is_as_it_was()
    {
        await using var server = await HttpServer.ServeAsync(_wav);
        var download = new DownloadRequest(server.Address(), Sha256(_wav), "voice");
        await using (var on = await OpenAsync())
        {
            await on.GetOrSynthesizeAsync(Request("Stored."));
            var pinned = await on.GetOrDownloadAsync(download);
            await on.PinAsync(pinned.Key);
        }
        var (digest, files) = (ViewsDigest(), Files("audio"));

        await using (var off = await OpenAsync(offlineFirst: false))
        {
            await off.GetOrSynthesizeAsync(Request("Stored."));
            await off.GetOrSynthesizeAsync(Request("New."));
            await off.GetOrDownloadAsync(download);
            await off.TryGetAsync(download.Key);
        }

        ViewsDigest().ShouldBe(digest);
        Files("audio").ShouldBe(files, ignoreOrder: true);
        await using var again = await OpenAsync();
        ViewsDigest().ShouldBe(digest);
        (await again.GetOrSynthesizeAsync(Request("Stored."))).Hit.ShouldBeTrue();
        (await again.GetOrDownloadAsync(download)).Hit.ShouldBeTrue();
        (await again.GetOrSynthesizeAsync(Request("New."))).Hit.ShouldBeFalse();
    }

    private sealed class LaterTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    private CacheActorsOptions Options(bool offlineFirst) =>
        new()
        {
            Folder = _temporary.At("cache"),
            OfflineFirst = offlineFirst,
            Compression = { Automatic = false },
        };

    private Task<AudioCache> OpenAsync(bool offlineFirst = true) =>
        AudioCache.OpenAsync(Options(offlineFirst), _synthesizer);

    private static SynthesisRequest Request(string text) => new(text, "voice");

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private string[] Files(string folder) =>
        Directory.GetFiles(_temporary.At("cache", folder), "*", SearchOption.AllDirectories);

    private string ViewsDigest()
    {
        using var views = new SqliteConnection($"Data Source={_temporary.At("cache", "views.db")};Pooling=False");
        views.Open();
        return ViewDigest.Compute(views);
    }
}
