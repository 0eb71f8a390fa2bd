using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace ActorRuntime.Tests.Actor;

/// <summary>A scheduler whose time moves only when a test moves it.</summary>
public sealed class ManualScheduler(Config config, ILoggingAdapter log) : SchedulerBase(config, log)
{
    public const string Configuration =
        "akka.scheduler.implementation = \"ActorRuntime.Tests.Actor.ManualScheduler, ActorRuntime.Tests\"";

    private readonly List<Entry> _entries = [];
    private TimeSpan _now;

    public override TimeSpan MonotonicClock => _now;

    public override TimeSpan HighResMonotonicClock => _now;

    protected override DateTimeOffset TimeNow => DateTimeOffset.UnixEpoch + _now;

    /// <summary>Moves the time on and does what becomes due, in order.</summary>
    public void Advance(TimeSpan time)
    {
        var end = _now + time;
        while (TakeNext(end) is { } entry)
        {
            _now = entry.Due;
            entry.Action();
        }
        _now = end;
    }

    protected override void InternalScheduleTellOnce(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    ) => Add(delay, interval: null, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    ) => Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(
        TimeSpan delay,
        Action action,
        ICancelable? cancelable
    ) => Add(delay, interval: null, action, cancelable);

    protected override void InternalScheduleOnce(
        TimeSpan delay,
        IRunnable action,
        ICancelable? cancelable
    ) => Add(delay, interval: null, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action,
        ICancelable? cancelable
    ) => Add(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        IRunnable action,
        ICancelable? cancelable
    ) => Add(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        lock (_entries)
        {
            _entries.Add(new Entry(_now + delay, interval, action, cancelable));
        }
    }

    private Entry? TakeNext(TimeSpan end)
    {
        lock (_entries)
        {
            _entries.RemoveAll(entry => entry.Cancelable?.IsCancellationRequested == true);
            var next = _entries.Where(entry => entry.Due <= end).MinBy(entry => entry.Due);
            if (next is not null)
            {
                _entries.Remove(next);
                if (next.Interval is { } interval)
                {
                    _entries.Add(next with { Due = next.Due + interval });
                }
            }
            return next;
        }
    }

    private sealed record Entry(
        TimeSpan Due,
        TimeSpan? Interval,
        Action Action,
        ICancelable? Cancelable
    );
}
