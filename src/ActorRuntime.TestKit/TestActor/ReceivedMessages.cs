using System.Collections.Concurrent;

namespace Akka.TestKit;

/// <summary>What the test actor received and the test has not looked at yet, oldest first.</summary>
internal sealed class ReceivedMessages
{
    private readonly ConcurrentQueue<MessageEnvelope> _messages = new();

    /// <summary>Counts the messages; a test waits for one here, with or without blocking its thread.</summary>
    private readonly SemaphoreSlim _available = new(0);

    public int Count => _available.CurrentCount;

    public void Add(MessageEnvelope envelope)
    {
        _messages.Enqueue(envelope);
        _available.Release();
    }

    public IEnumerable<MessageEnvelope> Drain()
    {
        while (_available.Wait(TimeSpan.Zero) && _messages.TryDequeue(out var envelope))
        {
            yield return envelope;
        }
    }

    /// <summary>Waits for the oldest message; null if none comes in time.</summary>
    /// <param name="block">True to keep the thread; the result is complete then.</param>
    /// <param name="timeout">How long to wait; negative for ever.</param>
    /// <param name="remove">False to leave the message where it is.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask<MessageEnvelope?> NextAsync(
        bool block,
        TimeSpan timeout,
        bool remove,
        CancellationToken cancellationToken
    )
    {
        var limit = timeout < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : timeout;
        var arrived = block
            ? _available.Wait(limit, cancellationToken)
            : await _available.WaitAsync(limit, cancellationToken);
        if (!arrived)
        {
            return null;
        }
        if (remove)
        {
            return _messages.TryDequeue(out var taken) ? taken : null;
        }
        _messages.TryPeek(out var oldest);
        _available.Release();
        return oldest;
    }
}
