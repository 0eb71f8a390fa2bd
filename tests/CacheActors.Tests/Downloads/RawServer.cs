using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CacheActors.Tests.Downloads;

/// <summary>What a server does with one connection after it has read the head of the request.</summary>
internal delegate Task Answer(string request, Stream connection, CancellationToken closing);

/// <summary>
/// A server on loopback that can do what no proper server does. The first connection gets the first answer, and so on; the
/// last answer is for all that follow. After an answer the connection is closed.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Answer[] _answers;
    private readonly Task _serving;

    public RawServer(params Answer[] answers)
    {
        _answers = answers;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Heads of the requests that came, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public Uri Address =>
        new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/audio/one.wav?token=secret");

    /// <summary>An address where nobody listens.</summary>
    public static async Task<Uri> NobodyAsync()
    {
        await using var server = new RawServer();
        return server.Address;
    }

    /// <summary>Status line, headers (each ends with a line break) and body, as they are.</summary>
    public static Answer Send(string head, ReadOnlyMemory<byte> body) =>
        async (_, connection, closing) => await SendAsync(connection, head, body, closing);

    /// <summary>A head and a body, then silence until the server closes.</summary>
    public static Answer SendAndHang(string head, ReadOnlyMemory<byte> body) =>
        async (_, connection, closing) =>
        {
            await SendAsync(connection, head, body, closing);
            await Task.Delay(Timeout.Infinite, closing);
        };

    /// <summary>All of the bytes, properly.</summary>
    public static Answer Whole(byte[] bytes, string headers = "") =>
        Send($"HTTP/1.1 200 OK\r\nContent-Length: {bytes.Length}\r\n{headers}", bytes);

    /// <summary>The connection is closed after so many bytes.</summary>
    public static Answer Cut(byte[] bytes, int after, string headers = "") =>
        Send($"HTTP/1.1 200 OK\r\nContent-Length: {bytes.Length}\r\n{headers}", bytes.AsMemory(0, after));

    /// <summary>The rest from a byte on, as an answer to a range.</summary>
    public static Answer Rest(byte[] bytes, int from, string headers = "") =>
        Send(
            $"HTTP/1.1 206 Partial Content\r\nContent-Length: {bytes.Length - from}\r\n"
                + $"Content-Range: bytes {from}-{bytes.Length - 1}/{bytes.Length}\r\n{headers}",
            bytes.AsMemory(from)
        );

    public static Answer Status(string status, string headers = "") =>
        Send($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n{headers}", default);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _serving;
        _closing.Dispose();
    }

    private static async Task SendAsync(
        Stream connection,
        string head,
        ReadOnlyMemory<byte> body,
        CancellationToken closing
    )
    {
        await connection.WriteAsync(Encoding.ASCII.GetBytes($"{head}Connection: close\r\n\r\n"), closing);
        await connection.WriteAsync(body, closing);
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            for (var i = 0; ; i++)
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                connections.Add(AnswerAsync(client, _answers[Math.Min(i, _answers.Length - 1)]));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client, Answer answer)
    {
        using (client)
        {
            try
            {
                var connection = client.GetStream();
                var head = await HeadAsync(connection);
                Requests.Enqueue(head);
                await answer(head, connection, _closing.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<string> HeadAsync(NetworkStream connection)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!Encoding.ASCII.GetString([.. head]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await connection.ReadAsync(one, _closing.Token) == 0)
            {
                throw new EndOfStreamException();
            }
            head.Add(one[0]);
        }
        return Encoding.ASCII.GetString([.. head]);
    }
}
