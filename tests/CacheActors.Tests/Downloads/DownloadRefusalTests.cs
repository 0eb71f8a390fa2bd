using System.Globalization;
using System.Text;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Downloads;

public sealed class DownloadRefusalTests
{
    private readonly byte[] _wav = ToneSynthesizer.Wav(TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData("404 Not Found", "check the address", false)]
    [InlineData("410 Gone", "check the address", false)]
    [InlineData("401 Unauthorized", "signed in", false)]
    [InlineData("403 Forbidden", "signed in", false)]
    [InlineData("204 No Content", "serves the file", false)]
    [InlineData("500 Internal Server Error", "try again", true)]
    [InlineData("503 Service Unavailable", "try again", true)]
    public async Task An_answer_without_a_file_is_told_with_what_to_do(string status, string hint, bool canRetry)
    {
        await using var server = new RawServer(RawServer.Status(status));

        var refused = await RefusedAsync<DownloadFailedException>(server.Address);

        refused.Message.ShouldContain($"the server answered {status[..3]} ({status[4..]})");
        refused.Message.ShouldContain(hint);
        refused.CanRetry.ShouldBe(canRetry);
    }

    [Fact]
    public async Task Messages_name_the_address_without_what_may_be_secret_in_it()
    {
        await using var server = new RawServer(RawServer.Status("404 Not Found"));

        var refused = await RefusedAsync<DownloadFailedException>(server.Address);

        refused.Message.ShouldContain("http://127.0.0.1:");
        refused.Message.ShouldContain("/audio/one.wav");
        refused.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Redirects_are_followed()
    {
        await using var server = new RawServer(
            RawServer.Status("302 Found", "Location: /elsewhere.wav\r\n"),
            RawServer.Whole(_wav)
        );
        using var fixture = new DownloaderFixture();

        (await fixture.DownloadAsync(server.Address, _wav)).ShouldBe(_wav);
        server.Requests.Last().ShouldStartWith("GET /elsewhere.wav ");
    }

    [Fact]
    public async Task Redirects_without_end_are_told()
    {
        await using var server = new RawServer(RawServer.Status("302 Found", "Location: /audio/one.wav\r\n"));

        var refused = await RefusedAsync<DownloadFailedException>(server.Address);

        refused.Message.ShouldContain("302 (Found) and points to /audio/one.wav");
        server.Requests.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_page_instead_of_a_file_is_told_as_such()
    {
        var page = "<!DOCTYPE html><title>Sign in</title>"u8.ToArray();
        await using var server = new RawServer(RawServer.Whole(page, "Content-Type: text/html; charset=utf-8\r\n"));

        var refused = await RefusedAsync<DownloadFailedException>(server.Address);

        refused.Message.ShouldContain($"{page.Length} bytes of text/html with the SHA-256");
    }

    [Fact]
    public async Task Bytes_that_were_damaged_on_the_way_are_refused()
    {
        var damaged = (byte[])_wav.Clone();
        damaged[1000] ^= 1;
        await using var server = new RawServer(RawServer.Whole(damaged));

        (await RefusedAsync<DownloadFailedException>(server.Address)).Message.ShouldContain("SHA-256");
    }

    [Fact]
    public async Task An_answer_without_a_length_that_ends_early_is_refused()
    {
        await using var server = new RawServer(RawServer.Send("HTTP/1.1 200 OK\r\n", _wav.AsMemory(0, 5000)));

        (await RefusedAsync<DownloadFailedException>(server.Address)).Message.ShouldContain(
            string.Create(CultureInfo.InvariantCulture, $"{5000:N0} bytes")
        );
    }

    [Fact]
    public async Task An_answer_without_a_length_is_taken_when_it_is_whole()
    {
        await using var server = new RawServer(RawServer.Send("HTTP/1.1 200 OK\r\n", _wav));
        using var fixture = new DownloaderFixture();

        (await fixture.DownloadAsync(server.Address, _wav)).ShouldBe(_wav);
        fixture.Progress[0].TotalBytes.ShouldBeNull();
        fixture.Progress[^1].ShouldBe(new DownloadProgress(_wav.Length, _wav.Length));
    }

    [Fact]
    public async Task A_length_that_is_not_true_is_not_believed()
    {
        await using var server = new RawServer(RawServer.Cut(_wav, 5000));

        (await RefusedAsync<DownloadFailedException>(server.Address)).Message.ShouldContain("5,000 bytes received");
    }

    [Fact]
    public async Task An_empty_answer_is_refused()
    {
        await using var server = new RawServer(RawServer.Whole([]));

        (await RefusedAsync<DownloadFailedException>(server.Address)).Message.ShouldContain("sent 0 bytes");
    }

    [Fact]
    public async Task A_body_without_end_is_refused_at_the_limit()
    {
        var zeros = new byte[64 * 1024];
        await using var server = new RawServer(
            async (_, connection, closing) =>
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), closing);
                while (!closing.IsCancellationRequested)
                {
                    await connection.WriteAsync(zeros, closing);
                }
            }
        );

        var refused = await RefusedAsync<DownloadFailedException>(server.Address, maxBytes: 1_000_000);

        refused.Message.ShouldContain("more than 1,000,000 bytes");
        refused.Message.ShouldContain("download.max-bytes");
    }

    [Fact]
    public async Task A_file_that_says_it_is_too_large_is_refused_before_it_comes()
    {
        await using var server = new RawServer(
            RawServer.SendAndHang("HTTP/1.1 200 OK\r\nContent-Length: 500000001\r\n", default)
        );

        (await RefusedAsync<DownloadFailedException>(server.Address)).Message.ShouldContain("download.max-bytes");
    }

    [Fact]
    public async Task A_file_that_can_never_fit_is_refused_before_it_comes()
    {
        await using var server = new RawServer(
            RawServer.SendAndHang("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n", default)
        );
        using var fixture = new DownloaderFixture(options => options.Budget.MaxBytes = 1_000_000);

        var refused = await Should.ThrowAsync<CacheFullException>(fixture.DownloadAsync(server.Address, _wav));

        refused.NeededBytes.ShouldBe(2_000_000);
        refused.BudgetBytes.ShouldBe(1_000_000);
        fixture.ShouldHaveNothing();
    }

    [Fact]
    public async Task A_file_that_turns_out_not_to_fit_is_refused_when_the_room_ends()
    {
        var large = ToneSynthesizer.Wav(TimeSpan.FromSeconds(30));
        await using var server = new RawServer(RawServer.Send("HTTP/1.1 200 OK\r\n", large));
        using var fixture = new DownloaderFixture(options => options.Budget.MaxBytes = 1_000_000);

        await Should.ThrowAsync<CacheFullException>(fixture.DownloadAsync(server.Address, large));

        fixture.ShouldHaveNothing();
    }

    [Theory]
    [InlineData("ID3, an MP3 file", "it is an MP3")]
    [InlineData("<!DOCTYPE html>", "it starts with")]
    [InlineData("", "it is empty")]
    public async Task What_was_asked_for_but_is_no_audio_the_cache_keeps_is_refused(string content, string found)
    {
        var bytes = Encoding.ASCII.GetBytes(content);
        await using var server = new RawServer(RawServer.Whole(bytes));

        var refused = await RefusedAsync<InvalidAudioException>(server.Address, expected: bytes);

        refused.Message.ShouldContain(found);
        refused.Message.ShouldContain("/audio/one.wav cannot be used");
        refused.Message.ShouldNotContain("staging");
    }

    [Fact]
    public async Task A_server_that_nobody_runs_is_told()
    {
        var address = await RawServer.NobodyAsync();

        var refused = await RefusedAsync<DownloadFailedException>(address);

        refused.Message.ShouldContain("Connection refused");
        refused.Message.ShouldContain("Check the network");
        refused.CanRetry.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_speaks_no_http_is_told()
    {
        await using var server = new RawServer(
            async (_, connection, closing) => await connection.WriteAsync("220 smtp ready\r\n"u8.ToArray(), closing)
        );

        (await RefusedAsync<DownloadFailedException>(server.Address)).Message.ShouldContain("Cannot download");
    }

    [Fact]
    public async Task A_client_that_the_host_has_disposed_of_is_told()
    {
        var http = new HttpClient();
        http.Dispose();
        using var fixture = new DownloaderFixture(http: http);

        var refused = await Should.ThrowAsync<DownloadFailedException>(
            fixture.DownloadAsync(new Uri("http://127.0.0.1/one.wav"), _wav)
        );

        refused.Message.ShouldContain("HttpClient");
        fixture.ShouldHaveNothing();
    }

    [Fact]
    public async Task The_time_limit_of_the_hosts_client_is_a_failed_try()
    {
        await using var server = new RawServer(async (_, _, closing) => await Task.Delay(Timeout.Infinite, closing));
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(50) };
        using var fixture = new DownloaderFixture(options => options.Download.Attempts = 1, http);

        var refused = await Should.ThrowAsync<DownloadFailedException>(fixture.DownloadAsync(server.Address, _wav));

        refused.Message.ShouldContain("HttpClient.Timeout");
        refused.CanRetry.ShouldBeTrue();
    }

    private async Task<T> RefusedAsync<T>(Uri address, byte[]? expected = null, long? maxBytes = null)
        where T : CacheException
    {
        using var fixture = new DownloaderFixture(options =>
        {
            options.Download.Attempts = 1;
            options.Download.MaxBytes = maxBytes ?? options.Download.MaxBytes;
        });

        var refused = await Should.ThrowAsync<T>(fixture.DownloadAsync(address, expected ?? _wav));

        fixture.ShouldHaveNothing();
        return refused;
    }
}
