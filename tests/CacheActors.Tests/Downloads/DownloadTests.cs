using System.Collections.Concurrent;
using System.Security.Cryptography;
using CacheActors.Domain.Entries;
using CacheActors.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Downloads;

public sealed class DownloadTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly byte[] _wav = ToneSynthesizer.Wav(TimeSpan.FromSeconds(8));

    private CacheActorsOptions Options =>
        new()
        {
            Folder = _temporary.At("cache"),
            Compression = { Automatic = false },
            Download = { Attempts = 1 },
        };

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_missing_file_is_downloaded_once_however_many_ask_at_the_same_time_and_all_hear_how_far_it_is()
    {
        var go = new TaskCompletionSource();
        var requests = 0;
        await using var server = await HttpServer.StartAsync(async context =>
        {
            Interlocked.Increment(ref requests);
            await go.Task;
            await HttpServer.FileAsync(context, _wav);
        });
        await using var cache = await OpenAsync();
        var heard = Enumerable.Range(0, 20).Select(_ => new Heard()).ToList();

        var asked = heard.Select(progress => cache.GetOrDownloadAsync(Request(server), progress)).ToList();
        await AllAskedAsync(cache, Request(server).Key);
        go.SetResult();
        var answers = await Task.WhenAll(asked);

        requests.ShouldBe(1);
        answers.Select(answer => answer.Path).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => !answer.Hit).ShouldBe(1);
        (await File.ReadAllBytesAsync(answers[0].Path)).ShouldBe(_wav);
        foreach (var progress in heard)
        {
            progress.Received.ShouldBeInOrder();
            progress.Last.ShouldBe(new DownloadProgress(_wav.Length, _wav.Length));
        }
    }

    [Fact]
    public async Task A_downloaded_wav_is_an_entry_as_any_other()
    {
        await using var server = await HttpServer.ServeAsync(_wav);
        await using var cache = await OpenAsync();

        var audio = await cache.GetOrDownloadAsync(Request(server));

        var entry = (await cache.Reader.FindAsync(audio.Key)).ShouldNotBeNull();
        entry.State.ShouldBe("wav");
        entry.Origin.ShouldBe(EntryOrigin.Downloaded);
        entry.SizeBytes.ShouldBe(_wav.Length);
        entry.Sha256.ShouldBe(Sha256(_wav));
        entry.VoiceId.ShouldBe("voice");
        entry.BookId.ShouldBe("book");
        entry.ChapterIndex.ShouldBe(3);
        entry.SegmentIndex.ShouldBe(4);
        audio.Duration.ShouldBe(TimeSpan.FromSeconds(8));
        (await cache.CompressAsync()).Compressed.ShouldBe(1);
    }

    [Fact]
    public async Task A_downloaded_m4a_is_compressed_from_the_start()
    {
        var m4a = await File.ReadAllBytesAsync(Tool.Tone(_temporary.At("tone.m4a"), 2, 22_050, 1, "-c:a", "aac"));
        await using var server = await HttpServer.ServeAsync(m4a, "audio/mp4");
        await using var cache = await OpenAsync();

        // The content decides, whatever the address ends in.
        var audio = await cache.GetOrDownloadAsync(Request(server, m4a));

        audio.Path.ShouldEndWith(".m4a");
        audio.Duration.TotalSeconds.ShouldBe(2, tolerance: 0.05);
        (await File.ReadAllBytesAsync(audio.Path)).ShouldBe(m4a);
        (await cache.Reader.FindAsync(audio.Key)).ShouldNotBeNull().State.ShouldBe("m4a");
        (await cache.CompressAsync()).Compressed.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_downloaded_needs_no_server_any_more()
    {
        CachedAudio first;
        DownloadRequest request;
        await using (var server = await HttpServer.ServeAsync(_wav))
        await using (var cache = await OpenAsync())
        {
            request = Request(server);
            first = await cache.GetOrDownloadAsync(request);
        }
        await using var again = await OpenAsync();

        (await again.GetOrDownloadAsync(request)).ShouldBe(first with { Hit = true });
    }

    [Fact]
    public async Task What_was_evicted_is_downloaded_again()
    {
        await using var server = await HttpServer.ServeAsync(_wav);
        await using var cache = await OpenAsync();
        await cache.GetOrDownloadAsync(Request(server));
        await cache.ClearAsync();

        var again = await cache.GetOrDownloadAsync(Request(server));

        again.Hit.ShouldBeFalse();
        (await File.ReadAllBytesAsync(again.Path)).ShouldBe(_wav);
    }

    [Fact]
    public async Task What_was_imported_is_not_downloaded()
    {
        await using var cache = await OpenAsync();
        var mine = _temporary.Write("mine.wav", _wav);
        var imported = await cache.ImportAsync(new ImportRequest(mine, "voice"));

        var audio = await cache.GetOrDownloadAsync(
            new DownloadRequest(await RawServer.NobodyAsync(), Sha256(_wav), "voice")
        );

        audio.ShouldBe(imported with { Hit = true });
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_spoil_it_for_the_others()
    {
        var go = new TaskCompletionSource();
        await using var server = await HttpServer.StartAsync(async context =>
        {
            await go.Task;
            await HttpServer.FileAsync(context, _wav);
        });
        await using var cache = await OpenAsync();
        using var impatient = new CancellationTokenSource();
        var heard = new Heard();

        var first = cache.GetOrDownloadAsync(Request(server), heard, impatient.Token);
        var second = cache.GetOrDownloadAsync(Request(server));
        await AllAskedAsync(cache, Request(server).Key);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        go.SetResult();

        (await File.ReadAllBytesAsync((await second).Path)).ShouldBe(_wav);
        heard.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_last_caller_gives_up_the_download_stops_and_the_next_asker_has_it_begin_anew()
    {
        var stopped = new TaskCompletionSource();
        var requests = 0;
        await using var server = await HttpServer.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref requests) == 1)
            {
                context.Response.ContentLength = _wav.Length;
                await context.Response.Body.WriteAsync(_wav.AsMemory(0, 100_000));
                await using (context.RequestAborted.Register(stopped.SetResult))
                {
                    await stopped.Task;
                }
                return;
            }
            await HttpServer.FileAsync(context, _wav);
        });
        await using var cache = await OpenAsync();
        using var impatient = new CancellationTokenSource();
        var under = new Heard();
        var asked = cache.GetOrDownloadAsync(Request(server), under, impatient.Token);
        await under.FirstAsync();

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asked);
        (await cache.GetOrDownloadAsync(Request(server))).Hit.ShouldBeFalse();
        await stopped.Task;
        requests.ShouldBe(2);
        Files("staging").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_download_reaches_everyone_who_waits_and_leaves_nothing_behind()
    {
        var go = new TaskCompletionSource();
        await using var server = await HttpServer.StartAsync(async context =>
        {
            await go.Task;
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        });
        await using var cache = await OpenAsync();

        var asked = Enumerable.Range(0, 5).Select(_ => cache.GetOrDownloadAsync(Request(server))).ToList();
        await AllAskedAsync(cache, Request(server).Key);
        go.SetResult();

        foreach (var waiting in asked)
        {
            (await Should.ThrowAsync<DownloadFailedException>(waiting)).Message.ShouldContain("404");
        }
        await ShouldHaveNothingOfAsync(cache, Request(server).Key);
    }

    [Fact]
    public async Task A_failed_download_gives_its_space_back_and_a_downloaded_file_keeps_its_own()
    {
        var sent = _wav[..^1];
        await using var server = await HttpServer.StartAsync(context => HttpServer.FileAsync(context, sent));
        var (cache, inside) = await BrokenCache.OpenAsync(Options, services => services);
        await using (cache)
        {
            await Should.ThrowAsync<DownloadFailedException>(cache.GetOrDownloadAsync(Request(server)));
            inside.Room.Ledger.Taken.ShouldBe(0);

            sent = _wav;
            await cache.GetOrDownloadAsync(Request(server));
            inside.Room.Ledger.Taken.ShouldBe(_wav.Length);
        }
    }

    [Fact]
    public async Task After_a_failure_the_next_asker_has_it_downloaded()
    {
        var fails = true;
        await using var server = await HttpServer.StartAsync(context =>
            fails ? Results.NotFound().ExecuteAsync(context) : HttpServer.FileAsync(context, _wav)
        );
        await using var cache = await OpenAsync();
        await Should.ThrowAsync<DownloadFailedException>(cache.GetOrDownloadAsync(Request(server)));

        fails = false;

        (await cache.GetOrDownloadAsync(Request(server))).Hit.ShouldBeFalse();
    }

    [Fact]
    public async Task A_caller_that_fails_when_it_is_told_of_progress_does_not_spoil_it_for_the_others()
    {
        await using var server = await HttpServer.ServeAsync(_wav);
        await using var cache = await OpenAsync();

        var audio = await cache.GetOrDownloadAsync(Request(server), new Deaf());

        (await File.ReadAllBytesAsync(audio.Path)).ShouldBe(_wav);
    }

    [Fact]
    public async Task A_cache_that_closes_stops_its_downloads_and_leaves_nothing_behind()
    {
        await using var server = new RawServer(
            RawServer.SendAndHang($"HTTP/1.1 200 OK\r\nContent-Length: {_wav.Length}\r\n", _wav.AsMemory(0, 100_000))
        );
        var request = new DownloadRequest(server.Address, Sha256(_wav), "voice");
        var cache = await OpenAsync();
        var heard = new Heard();
        var asked = cache.GetOrDownloadAsync(request, heard);
        await heard.FirstAsync();

        await cache.DisposeAsync();

        await Should.ThrowAsync<OperationCanceledException>(asked);
        Files("audio").ShouldBeEmpty();
        Files("staging").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_hosts_client_is_used_and_stays_the_hosts()
    {
        string? key = null;
        await using var server = await HttpServer.StartAsync(context =>
        {
            key = context.Request.Headers["X-Key"];
            return HttpServer.FileAsync(context, _wav);
        });
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Key", "open sesame");
        await using (var cache = await AudioCache.OpenAsync(Options, new CacheDependencies { Http = http }))
        {
            await cache.GetOrDownloadAsync(Request(server));
        }

        key.ShouldBe("open sesame");
        (await http.GetByteArrayAsync(server.Address())).ShouldBe(_wav);
    }

    [Fact]
    public async Task No_more_are_downloaded_at_a_time_than_the_settings_say()
    {
        var (under, most) = (0, 0);
        var two = new TaskCompletionSource();
        var files = Enumerable.Range(1, 6).Select(i => ToneSynthesizer.Wav(TimeSpan.FromSeconds(i))).ToList();
        await using var server = await HttpServer.StartAsync(async context =>
        {
            var now = Interlocked.Increment(ref under);
            lock (files)
            {
                most = Math.Max(most, now);
            }
            if (now == 2)
            {
                two.TrySetResult();
            }
            await two.Task;
            var file = files[int.Parse(context.Request.Path.Value.ShouldNotBeNull()[1..])];
            Interlocked.Decrement(ref under);
            await HttpServer.FileAsync(context, file);
        });
        var options = Options;
        options.Download.Connections = 2;
        await using var cache = await AudioCache.OpenAsync(options);

        await Task.WhenAll(
            files.Select(
                (file, i) =>
                    cache.GetOrDownloadAsync(new DownloadRequest(server.Address($"/{i}"), Sha256(file), "voice"))
            )
        );

        most.ShouldBe(2);
    }

    [Fact]
    public async Task A_local_recording_plays_before_anything_else()
    {
        var recording = _temporary.Write("recorded.wav", ToneSynthesizer.Wav(TimeSpan.FromSeconds(3)));
        await using var cache = await OpenAsync();
        var request = new DownloadRequest(await RawServer.NobodyAsync(), Sha256(_wav), "voice")
        {
            LocalRecording = recording,
        };

        var audio = await cache.GetOrDownloadAsync(request);

        audio.ShouldBe(new CachedAudio(request.Key, recording, TimeSpan.FromSeconds(3), Hit: true));
        await ShouldHaveNothingOfAsync(cache, request.Key);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no audio")]
    public async Task A_local_recording_that_is_missing_or_does_not_play_is_passed_over(string? content)
    {
        var recording = _temporary.At("recorded.wav");
        if (content is not null)
        {
            await File.WriteAllTextAsync(recording, content);
        }
        await using var server = await HttpServer.ServeAsync(_wav);
        await using var cache = await OpenAsync();

        var audio = await cache.GetOrDownloadAsync(Request(server) with { LocalRecording = recording });

        (await File.ReadAllBytesAsync(audio.Path)).ShouldBe(_wav);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://server/one.wav")]
    [InlineData("one.wav")]
    public async Task Only_http_and_https_are_downloaded(string address)
    {
        await using var cache = await OpenAsync();
        var request = new DownloadRequest(new Uri(address, UriKind.RelativeOrAbsolute), Sha256(_wav), "voice");

        (await Should.ThrowAsync<ArgumentException>(cache.GetOrDownloadAsync(request))).Message.ShouldContain("http");
    }

    // An entry answers in order: when it has refused a pin, it has heard everybody who asked before.
    private static Task AllAskedAsync(AudioCache cache, EntryKey key) =>
        Should.ThrowAsync<UnknownEntryException>(cache.PinAsync(key));

    private Task<AudioCache> OpenAsync() => AudioCache.OpenAsync(Options);

    private DownloadRequest Request(HttpServer server, byte[]? content = null) =>
        new(server.Address(), Sha256(content ?? _wav), "voice", "book", 3, 4);

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private async Task ShouldHaveNothingOfAsync(AudioCache cache, EntryKey key)
    {
        Files("audio").ShouldBeEmpty();
        Files("staging").ShouldBeEmpty();
        (await cache.Reader.ListAsync(new EntryFilter())).ShouldBeEmpty();
        (await cache.Reader.HistoryAsync(key)).ShouldBeNull();
    }

    private string[] Files(string folder) =>
        Directory.GetFiles(Path.Combine(Options.Folder, folder), "*", SearchOption.AllDirectories);

    private sealed class Heard : IProgress<DownloadProgress>
    {
        private readonly TaskCompletionSource _first = new();

        public ConcurrentQueue<DownloadProgress> All { get; } = new();

        public IEnumerable<long> Received => All.Select(progress => progress.ReceivedBytes);

        public DownloadProgress Last => All.Last();

        public Task FirstAsync() => _first.Task.WaitAsync(TimeSpan.FromMinutes(1));

        public void Report(DownloadProgress value)
        {
            All.Enqueue(value);
            _first.TrySetResult();
        }
    }

    private sealed class Deaf : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => throw new InvalidOperationException("what?");
    }
}
