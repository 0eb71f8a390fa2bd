using System.Net;
using System.Net.Http.Headers;

namespace CacheActors.Downloads;

/// <summary>
/// One remote file on its way into one stream, over as many connections as it takes: each goes on where the last one was
/// cut off. That what comes together is one file, the file's hash decides, not the server's word.
/// </summary>
/// <param name="http">Sends the requests.</param>
/// <param name="address">Where the file is.</param>
/// <param name="limits">How long to wait and how much to take.</param>
/// <param name="budgetBytes">A file that says it is larger than this is refused before it is received.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Takes the bytes, each once and in order.</param>
/// <param name="report">Is told of each piece.</param>
internal sealed class HttpTransfer(
    HttpClient http,
    Uri address,
    DownloadOptions limits,
    long budgetBytes,
    TimeProvider time,
    Stream output,
    Action<DownloadProgress> report
)
{
    /// <summary>A connection that was cut after this much was worth it: failures are counted anew.</summary>
    private const long MuchBytes = 1 << 20;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private RangeConditionHeaderValue? _unchanged;
    private bool _rangesRefused;
    private long? _totalBytes;

    /// <summary>What the server calls the file, for example <c>audio/mp4</c>; null when it does not say.</summary>
    public string? MediaType { get; private set; }

    /// <summary>Bytes that reached the output.</summary>
    public long ReceivedBytes { get; private set; }

    /// <summary>Opens a connection and receives.</summary>
    /// <returns>True when all is there; false when the connection was cut after it had brought much.</returns>
    /// <exception cref="TransferCutException">The server was not reached, is busy, or the connection brought too little.</exception>
    /// <exception cref="DownloadFailedException">Another try does not help.</exception>
    public async ValueTask<bool> ContinueAsync(CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(limits.IdleTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        var before = ReceivedBytes;
        try
        {
            using var request = Request();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            var start = Accept(response);
            await using var body = await response.Content.ReadAsStreamAsync(stop.Token);
            await ReceiveAsync(body, start, idle, stop.Token);
            return true;
        }
        catch (TransferCutException) when (BroughtMuch())
        {
            return false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && WhatCut(e, idle) is { } reason)
        {
            return BroughtMuch() ? false : throw new TransferCutException(reason, e);
        }

        bool BroughtMuch() => ReceivedBytes - before >= MuchBytes;
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        // A range of a compressed representation would be one of other bytes.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (ReceivedBytes > 0 && !_rangesRefused)
        {
            request.Headers.Range = new RangeHeaderValue(ReceivedBytes, to: null);
            request.Headers.IfRange = _unchanged;
        }
        return request;
    }

    /// <summary>Where in the file the answer's body starts.</summary>
    private long Accept(HttpResponseMessage response)
    {
        var content = response.Content.Headers;
        long start;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                (start, _totalBytes) = (0, content.ContentLength);
                break;
            case HttpStatusCode.PartialContent
                when content.ContentRange is { Unit: "bytes", From: { } from } range && from <= ReceivedBytes:
                (start, _totalBytes) = (from, range.Length ?? _totalBytes);
                break;
            case HttpStatusCode.RequestedRangeNotSatisfiable when ReceivedBytes > 0 && !_rangesRefused:
                _rangesRefused = true;
                throw new TransferCutException("the server does not go on where the connection was cut");
            default:
                throw DownloadErrors.Answered(address, response, time);
        }
        _unchanged ??=
            response.Headers.ETag is { IsWeak: false } tag ? new RangeConditionHeaderValue(tag)
            : content.LastModified is { } modified ? new RangeConditionHeaderValue(modified)
            : null;
        MediaType = content.ContentType?.MediaType;
        RefuseTooLarge(_totalBytes ?? 0);
        if (_totalBytes > budgetBytes)
        {
            throw new CacheFullException(_totalBytes.Value, budgetBytes, []);
        }
        return start;
    }

    private async Task ReceiveAsync(Stream body, long position, CancellationTokenSource idle, CancellationToken stop)
    {
        while (await ReadAsync(body, idle, stop) is var read and > 0)
        {
            position += read;
            // A server that cannot go on starts again: what is there already is passed over.
            var fresh = (int)Math.Clamp(position - ReceivedBytes, 0, read);
            if (fresh > 0)
            {
                RefuseTooLarge(ReceivedBytes + fresh);
                await output.WriteAsync(_buffer.AsMemory(read - fresh, fresh), stop);
                ReceivedBytes += fresh;
                report(new DownloadProgress(ReceivedBytes, _totalBytes >= ReceivedBytes ? _totalBytes : null));
            }
        }
        if (position < ReceivedBytes)
        {
            throw DownloadErrors.Failed(
                address,
                $"the file became shorter meanwhile: {position:N0} bytes where {ReceivedBytes:N0} were received",
                "Try again.",
                canRetry: true
            );
        }
        if (position < _totalBytes)
        {
            throw new TransferCutException($"the server sent {position:N0} of {_totalBytes:N0} bytes");
        }
    }

    // Only waiting for the server counts as idle, not waiting for the disk.
    private async ValueTask<int> ReadAsync(Stream body, CancellationTokenSource idle, CancellationToken stop)
    {
        idle.CancelAfter(limits.IdleTimeout);
        var read = await body.ReadAsync(_buffer, stop);
        idle.CancelAfter(Timeout.InfiniteTimeSpan);
        return read;
    }

    private void RefuseTooLarge(long bytes)
    {
        if (bytes > limits.MaxBytes)
        {
            throw DownloadErrors.Failed(
                address,
                $"it has more than {limits.MaxBytes:N0} bytes",
                "Raise download.max-bytes if that is right."
            );
        }
    }

    // Errors of the disk are StorageExceptions by now: what is left of these comes from the network.
    private string? WhatCut(Exception error, CancellationTokenSource idle) =>
        error switch
        {
            OperationCanceledException when idle.IsCancellationRequested =>
                $"the server sent nothing for {limits.IdleTimeout.TotalSeconds} s",
            // The limit of the host's own HttpClient.
            OperationCanceledException { InnerException: TimeoutException } => error.Message.TrimEnd('.'),
            HttpRequestException or IOException => Innermost(error).TrimEnd('.'),
            _ => null,
        };

    // "An error occurred while sending the request" says nothing; what caused it does.
    private static string Innermost(Exception error) => error.GetBaseException().Message;
}
