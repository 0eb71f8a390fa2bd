using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Downloads;

public sealed class DownloadResumeTests
{
    private const int Half = 100_000;
    private const string Tagged = "ETag: \"v1\"\r\n";

    private readonly byte[] _wav = ToneSynthesizer.Wav(TimeSpan.FromSeconds(5));

    [Fact]
    public async Task A_cut_connection_is_taken_up_where_it_was_cut()
    {
        await using var server = new RawServer(RawServer.Cut(_wav, Half, Tagged), RawServer.Rest(_wav, Half, Tagged));
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, _wav);
        (await fixture.WaitForRetryAsync()).ShouldBeInRange(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));

        (await bytes).ShouldBe(_wav);
        server.Requests.Count.ShouldBe(2);
        server.Requests.First().ShouldNotContain("Range:");
        server.Requests.Last().ShouldContain($"Range: bytes={Half}-\r\n");
        server.Requests.Last().ShouldContain("If-Range: \"v1\"\r\n");
        fixture.Progress[^1].ShouldBe(new DownloadProgress(_wav.Length, _wav.Length));
        fixture.Progress.Select(progress => progress.ReceivedBytes).ShouldBeInOrder();
    }

    [Fact]
    public async Task Real_web_servers_go_on_too()
    {
        // Kestrel closes the connection when an answer ends before its length.
        var requests = new List<string>();
        await using var server = await HttpServer.StartAsync(async context =>
        {
            requests.Add(context.Request.Headers.Range.ToString());
            if (requests.Count == 1)
            {
                context.Response.ContentLength = _wav.Length;
                context.Response.Headers.ETag = "\"v1\"";
                await context.Response.Body.WriteAsync(_wav.AsMemory(0, Half));
                return;
            }
            await HttpServer.FileAsync(context, _wav);
        });
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address(), _wav);
        await fixture.WaitForRetryAsync();

        (await bytes).ShouldBe(_wav);
        requests.ShouldBe(["", $"bytes={Half}-"]);
    }

    [Fact]
    public async Task A_server_that_starts_again_is_taken_up_after_what_is_there_already()
    {
        await using var server = new RawServer(RawServer.Cut(_wav, Half), RawServer.Whole(_wav));
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, _wav);
        await fixture.WaitForRetryAsync();

        (await bytes).ShouldBe(_wav);
    }

    [Fact]
    public async Task A_range_that_begins_earlier_than_asked_is_taken_up_too()
    {
        await using var server = new RawServer(RawServer.Cut(_wav, Half), RawServer.Rest(_wav, Half - 1234));
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, _wav);
        await fixture.WaitForRetryAsync();

        (await bytes).ShouldBe(_wav);
    }

    [Fact]
    public async Task A_range_that_begins_later_than_asked_is_refused()
    {
        await using var server = new RawServer(RawServer.Cut(_wav, Half), RawServer.Rest(_wav, Half + 1));
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, _wav);
        await fixture.WaitForRetryAsync();

        (await Should.ThrowAsync<DownloadFailedException>(bytes)).Message.ShouldContain("206");
        fixture.ShouldHaveNothing();
    }

    [Fact]
    public async Task A_server_that_refuses_ranges_is_asked_for_the_whole()
    {
        await using var server = new RawServer(
            RawServer.Cut(_wav, Half),
            RawServer.Status("416 Range Not Satisfiable"),
            RawServer.Whole(_wav)
        );
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, _wav);
        await fixture.WaitForRetryAsync();
        await fixture.WaitForRetryAsync();

        (await bytes).ShouldBe(_wav);
        server.Requests.Last().ShouldNotContain("Range:");
    }

    [Theory]
    [InlineData(
        "ETag: W/\"weak\"\r\nLast-Modified: Fri, 20 Nov 2026 08:00:00 GMT\r\n",
        "If-Range: Fri, 20 Nov 2026 08:00:00 GMT"
    )]
    [InlineData("Last-Modified: Fri, 20 Nov 2026 08:00:00 GMT\r\n", "If-Range: Fri, 20 Nov 2026 08:00:00 GMT")]
    [InlineData("", null)]
    public async Task A_server_without_a_strong_tag_is_asked_by_date_or_else_without_condition(
        string headers,
        string? condition
    )
    {
        await using var server = new RawServer(RawServer.Cut(_wav, Half, headers), RawServer.Rest(_wav, Half));
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, _wav);
        await fixture.WaitForRetryAsync();

        (await bytes).ShouldBe(_wav);
        server.Requests.Last().Contains("If-Range:", StringComparison.Ordinal).ShouldBe(condition is not null);
        server.Requests.Last().ShouldContain(condition ?? "Range: ");
    }

    [Fact]
    public async Task A_file_that_changed_between_two_connections_is_refused()
    {
        var changed = ToneSynthesizer.Wav(TimeSpan.FromSeconds(6));
        changed[^1] ^= 1;
        await using var server = new RawServer(RawServer.Cut(_wav, Half, Tagged), RawServer.Whole(changed));
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, changed);
        await fixture.WaitForRetryAsync();

        (await Should.ThrowAsync<DownloadFailedException>(bytes)).Message.ShouldContain("SHA-256");
        fixture.ShouldHaveNothing();
    }

    [Fact]
    public async Task A_file_that_became_shorter_than_what_was_received_is_refused()
    {
        await using var server = new RawServer(RawServer.Cut(_wav, Half), RawServer.Whole(_wav[..1000]));
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, _wav);
        await fixture.WaitForRetryAsync();

        var refused = await Should.ThrowAsync<DownloadFailedException>(bytes);
        refused.Message.ShouldContain("became shorter");
        refused.CanRetry.ShouldBeTrue();
    }

    [Fact]
    public async Task A_busy_server_is_left_alone_for_as_long_as_it_asks()
    {
        await using var server = new RawServer(
            RawServer.Status("503 Service Unavailable", "Retry-After: 7\r\n"),
            RawServer.Whole(_wav)
        );
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, _wav);

        (await fixture.WaitForRetryAsync()).ShouldBe(TimeSpan.FromSeconds(7));
        (await bytes).ShouldBe(_wav);
    }

    [Fact]
    public async Task A_server_that_asks_to_be_left_alone_for_long_is_not_waited_for()
    {
        await using var server = new RawServer(RawServer.Status("429 Too Many Requests", "Retry-After: 3600\r\n"));
        using var fixture = new DownloaderFixture();

        var refused = await Should.ThrowAsync<DownloadFailedException>(fixture.DownloadAsync(server.Address, _wav));

        refused.Message.ShouldContain("60 min");
        refused.CanRetry.ShouldBeTrue();
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Waits_grow_and_the_last_try_tells_how_many_there_were()
    {
        await using var server = new RawServer(RawServer.Cut(_wav, Half), RawServer.Cut(_wav, Half));
        using var fixture = new DownloaderFixture(options => options.Download.Attempts = 4);

        var bytes = fixture.DownloadAsync(server.Address, _wav);
        var waits = new[]
        {
            await fixture.WaitForRetryAsync(),
            await fixture.WaitForRetryAsync(),
            await fixture.WaitForRetryAsync(),
        };

        var failed = await Should.ThrowAsync<DownloadFailedException>(bytes);
        waits.ShouldBeInOrder();
        failed.Message.ShouldContain($"(4 tries, {Half:N0} bytes received)");
        failed.CanRetry.ShouldBeTrue();
        server.Requests.Count.ShouldBe(4);
        fixture.ShouldHaveNothing();
    }

    [Fact]
    public async Task A_connection_that_brought_much_is_taken_up_at_once_and_is_no_failed_try()
    {
        var wav = ToneSynthesizer.Wav(TimeSpan.FromSeconds(120));
        const int Mebi = 1 << 20;
        await using var server = new RawServer(
            RawServer.Cut(wav, Mebi),
            RangeUpTo(wav, Mebi, 2 * Mebi),
            RangeUpTo(wav, 2 * Mebi, 3 * Mebi),
            RangeUpTo(wav, 3 * Mebi, 4 * Mebi),
            RawServer.Rest(wav, 4 * Mebi)
        );
        using var fixture = new DownloaderFixture(options => options.Download.Attempts = 1);

        (await fixture.DownloadAsync(server.Address, wav)).ShouldBe(wav);

        server.Requests.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_and_asked_again()
    {
        var asked = new TaskCompletionSource();
        await using var server = new RawServer(
            async (_, _, closing) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, closing);
            },
            RawServer.Whole(_wav)
        );
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, _wav);
        await asked.Task;
        fixture.Time.Advance(fixture.Options.Download.IdleTimeout);
        await fixture.WaitForRetryAsync();

        (await bytes).ShouldBe(_wav);
    }

    [Fact]
    public async Task A_server_that_sends_nothing_more_is_given_up_and_asked_again()
    {
        const int Few = 1000;
        await using var server = new RawServer(
            RawServer.SendAndHang($"HTTP/1.1 200 OK\r\nContent-Length: {_wav.Length}\r\n", _wav.AsMemory(0, Few)),
            RawServer.Rest(_wav, Few)
        );
        using var fixture = new DownloaderFixture();

        var bytes = fixture.DownloadAsync(server.Address, _wav);
        // The limit starts anew for the answer, for its first bytes, and for those that never come.
        for (var i = 0; i < 3; i++)
        {
            await fixture.Time.TimerStartedAsync(fixture.Options.Download.IdleTimeout);
        }
        fixture.Time.Advance(fixture.Options.Download.IdleTimeout);
        await fixture.WaitForRetryAsync();

        (await bytes).ShouldBe(_wav);
        server.Requests.Last().ShouldContain($"Range: bytes={Few}-");
    }

    private static Answer RangeUpTo(byte[] bytes, int from, int to) =>
        RawServer.Send(
            $"HTTP/1.1 206 Partial Content\r\nContent-Length: {to - from}\r\n"
                + $"Content-Range: bytes {from}-{to - 1}/{bytes.Length}\r\n",
            bytes.AsMemory(from, to - from)
        );
}
