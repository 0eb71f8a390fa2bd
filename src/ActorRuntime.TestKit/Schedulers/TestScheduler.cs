using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// A scheduler whose time stands still until the test moves it on. Configured with
/// <see cref="Configs.TestConfigs.TestSchedulerConfig"/>; the test gets at it with <c>(TestScheduler)Sys.Scheduler</c>.
/// </summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _lock = new();

    /// <summary>What is to be done, by time and, at the same time, in the order it was scheduled.</summary>
    private readonly PriorityQueue<Entry, (DateTimeOffset Due, long Number)> _entries = new();
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private DateTimeOffset _now;
    private long _lastNumber;

    /// <summary>Creates the scheduler. Its time begins with the time of day.</summary>
    /// <param name="schedulerConfig">Not used.</param>
    /// <param name="log">Not used: what a scheduled action throws comes out of <see cref="Advance"/>.</param>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
        _now = _start;
    }

    /// <inheritdoc/>
    public DateTimeOffset Now => TimeNow;

    /// <inheritdoc/>
    public TimeSpan MonotonicClock => TimeNow - _start;

    /// <inheritdoc/>
    public TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <inheritdoc/>
    public IAdvancedScheduler Advanced => this;

    /// <summary>The time of day, as the test has set it.</summary>
    protected DateTimeOffset TimeNow
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>
    /// Moves the time on and does, on this thread and in order, what becomes due; what repeats, as often as it is due.
    /// </summary>
    /// <param name="offset">How far.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        AdvanceTo(TimeNow + offset);
    }

    /// <summary>Moves the time on; see <see cref="Advance"/>.</summary>
    /// <param name="when">To which time of day.</param>
    /// <exception cref="InvalidOperationException">It is past already.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < TimeNow)
        {
            throw new InvalidOperationException(
                $"You can't reverse time: it is {TimeNow:O} and cannot become {when:O}."
            );
        }
        while (TakeNext(when) is { } entry)
        {
            entry.Action();
        }
        lock (_lock)
        {
            _now = when;
        }
    }

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action) => Add(delay, interval: null, action, cancelable: null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(delay, interval: null, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        Add(initialDelay, interval, action, cancelable: null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action) =>
        Add(delay, interval: null, action.Run, cancelable: null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        Add(delay, interval: null, action.Run, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        Add(initialDelay, interval, action.Run, cancelable: null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        IRunnable action,
        ICancelable? cancelable
    ) => Add(initialDelay, interval, action.Run, cancelable);

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        Add(delay, interval: null, () => receiver.Tell(message, sender), cancelable: null);

    /// <inheritdoc/>
    public void ScheduleTellOnce(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    ) => Add(delay, interval: null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender
    ) => Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable: null);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    ) => Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } every)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero, nameof(interval));
        }
        lock (_lock)
        {
            Enqueue(new Entry(interval, action, cancelable), _now + delay);
        }
    }

    private void Enqueue(Entry entry, DateTimeOffset due) => _entries.Enqueue(entry, (due, ++_lastNumber));

    /// <summary>Moves the time on to the next thing to do, if there is one until then.</summary>
    private Entry? TakeNext(DateTimeOffset end)
    {
        lock (_lock)
        {
            while (_entries.TryPeek(out var entry, out var at) && at.Due <= end)
            {
                _entries.Dequeue();
                if (entry.Cancelable?.IsCancellationRequested == true)
                {
                    continue;
                }
                _now = at.Due;
                if (entry.Interval is { } interval)
                {
                    Enqueue(entry, at.Due + interval);
                }
                return entry;
            }
            return null;
        }
    }

    private sealed record Entry(TimeSpan? Interval, Action Action, ICancelable? Cancelable);
}
