using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The usual scheduler: a wheel with a thread of its own that starts with the first thing scheduled.</summary>
public sealed class HashedWheelTimerScheduler
    : SchedulerBase,
        IDateTimeOffsetNowTimeProvider,
        IDisposable
{
    private readonly TimerWheel _wheel;
    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Creates a scheduler.</summary>
    /// <param name="scheduler">The configuration of the system; <c>akka.scheduler.tick-duration</c> is its precision.</param>
    /// <param name="log">Where it reports failing actions.</param>
    /// <exception cref="ConfigurationException">The precision is below a millisecond.</exception>
    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
        var tick = scheduler.GetTimeSpan(
            "akka.scheduler.tick-duration",
            TimeSpan.FromMilliseconds(10)
        );
        if (tick < TimeSpan.FromMilliseconds(1))
        {
            throw new ConfigurationException(
                $"akka.scheduler.tick-duration must be at least 1ms. It is {tick.TotalMilliseconds}ms."
            );
        }
        _wheel = new TimerWheel("akka.scheduler", tick, _time, LogFailure);
    }

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => _wheel.Elapsed;

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => _wheel.Elapsed;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => _time.GetUtcNow();

    /// <summary>Drops what is scheduled and lets the thread go.</summary>
    public void Dispose() => _wheel.Dispose();

    /// <summary>Sends a message once; what is returned cancels it and costs nothing extra.</summary>
    internal ICancelable ScheduleTell(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef? sender
    )
    {
        ValidateDelay(delay, nameof(delay));
        var work = new ScheduledTell(_wheel, TimeSpan.Zero, receiver, message, sender);
        Add(work, delay, cancelable: null);
        return work;
    }

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    ) =>
        Add(new ScheduledTell(_wheel, TimeSpan.Zero, receiver, message, sender), delay, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    ) =>
        Add(
            new ScheduledTell(_wheel, interval, receiver, message, sender),
            initialDelay,
            cancelable
        );

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(
        TimeSpan delay,
        Action action,
        ICancelable? cancelable
    ) => Add(new ScheduledAction(_wheel, TimeSpan.Zero, action), delay, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(
        TimeSpan delay,
        IRunnable action,
        ICancelable? cancelable
    ) => InternalScheduleOnce(delay, action.Run, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action,
        ICancelable? cancelable
    ) => Add(new ScheduledAction(_wheel, interval, action), initialDelay, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        IRunnable action,
        ICancelable? cancelable
    ) => InternalScheduleRepeatedly(initialDelay, interval, action.Run, cancelable);

    private void Add(ScheduledWork work, TimeSpan delay, ICancelable? cancelable)
    {
        if (cancelable is { IsCancellationRequested: true })
        {
            return;
        }
        work.CancelWith(cancelable);
        if (!_wheel.Add(work, delay))
        {
            throw new SchedulerException(
                "Cannot schedule anything after the actor system has ended."
            );
        }
    }

    private void LogFailure(Exception failure) =>
        Log.Error(failure, "A scheduled action failed: {0}", failure.Message);
}
