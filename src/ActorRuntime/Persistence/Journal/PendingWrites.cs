using Akka.Actor;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>
/// The requests to a journal that are not answered yet. They are answered in their order, whatever order they end in, and
/// fail when the store takes too long. Requests are added by the journal's actor; they end on any thread.
/// </summary>
internal sealed class PendingWrites : IDisposable
{
    private readonly Queue<PendingWrite> _queue = new();
    private readonly PluginBreaker _breaker;
    private readonly TimeProvider _time;
    private readonly ITimer _clock;
    private bool _clockRuns;
    private bool _answering;

    public PendingWrites(PluginBreaker breaker, TimeProvider time)
    {
        _breaker = breaker;
        _time = time;
        _clock = time.CreateTimer(
            static self => ((PendingWrites)self!).FailOverdue(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public PendingWrite Add(WriteMessages request, IActorRef journal)
    {
        var write = new PendingWrite(this, request, journal, _time.GetTimestamp());
        lock (_queue)
        {
            _queue.Enqueue(write);
            if (!_clockRuns)
            {
                _clockRuns = true;
                _clock.Change(_breaker.CallTimeout, Timeout.InfiniteTimeSpan);
            }
        }

        return write;
    }

    /// <summary>One has ended: answers all whose turn has come.</summary>
    public void Ended(Exception? failure)
    {
        _breaker.Leave(failure);
        lock (_queue)
        {
            if (_answering)
            {
                return; // Who answers at the moment sees it.
            }

            _answering = true;
        }

        while (NextToAnswer() is { } write)
        {
            write.Answer();
        }
    }

    public void Dispose() => _clock.Dispose();

    private PendingWrite? NextToAnswer()
    {
        lock (_queue)
        {
            if (_queue.TryPeek(out var first) && first.HasEnded)
            {
                return _queue.Dequeue();
            }

            _answering = false;
            return null;
        }
    }

    /// <summary>Looks at the oldest ones only: those behind them were asked later.</summary>
    private void FailOverdue()
    {
        List<PendingWrite> overdue;
        lock (_queue)
        {
            overdue = [.. _queue.TakeWhile(IsOverdue)];
            _clockRuns = _queue.Count > overdue.Count;
            if (_clockRuns)
            {
                var next = _queue.ElementAt(overdue.Count);
                _clock.Change(_breaker.CallTimeout - _time.GetElapsedTime(next.StartedAt), Timeout.InfiniteTimeSpan);
            }
        }

        var cause = new TimeoutException($"The journal did not answer within {_breaker.CallTimeout} (call-timeout).");
        overdue.ForEach(write => write.Failed(cause));
    }

    private bool IsOverdue(PendingWrite write) => _time.GetElapsedTime(write.StartedAt) >= _breaker.CallTimeout;
}
