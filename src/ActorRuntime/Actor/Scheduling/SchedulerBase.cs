using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The base of schedulers: checks times and names the few things a scheduler must do.</summary>
public abstract class SchedulerBase : IScheduler, IAdvancedScheduler
{
    /// <summary>The scheduler's section of the configuration.</summary>
    protected readonly Config SchedulerConfig;

    /// <summary>Where the scheduler reports failing actions.</summary>
    protected readonly ILoggingAdapter Log;

    /// <summary>Creates a scheduler.</summary>
    /// <param name="scheduler">Its section of the configuration.</param>
    /// <param name="log">Where it reports failing actions.</param>
    protected SchedulerBase(Config scheduler, ILoggingAdapter log)
    {
        SchedulerConfig = scheduler;
        Log = log;
    }

    /// <inheritdoc/>
    public abstract TimeSpan MonotonicClock { get; }

    /// <inheritdoc/>
    public abstract TimeSpan HighResMonotonicClock { get; }

    /// <inheritdoc/>
    DateTimeOffset ITimeProvider.Now => TimeNow;

    /// <inheritdoc/>
    IAdvancedScheduler IScheduler.Advanced => this;

    /// <summary>The time of day.</summary>
    protected abstract DateTimeOffset TimeNow { get; }

    /// <inheritdoc/>
    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ((ITellScheduler)this).ScheduleTellOnce(delay, receiver, message, sender, cancelable: null);

    /// <inheritdoc/>
    void ITellScheduler.ScheduleTellOnce(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    )
    {
        ValidateDelay(delay, nameof(delay));
        InternalScheduleTellOnce(delay, receiver, message, sender, cancelable);
    }

    /// <inheritdoc/>
    void ITellScheduler.ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender
    ) =>
        ((ITellScheduler)this).ScheduleTellRepeatedly(
            initialDelay,
            interval,
            receiver,
            message,
            sender,
            cancelable: null
        );

    /// <inheritdoc/>
    void ITellScheduler.ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    )
    {
        ValidateDelay(initialDelay, nameof(initialDelay));
        ValidateInterval(interval, nameof(interval));
        InternalScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
    }

    /// <inheritdoc/>
    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action) =>
        ((IActionScheduler)this).ScheduleOnce(delay, action, cancelable: null);

    /// <inheritdoc/>
    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable)
    {
        ValidateDelay(delay, nameof(delay));
        InternalScheduleOnce(delay, action, cancelable);
    }

    /// <inheritdoc/>
    void IActionScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ((IActionScheduler)this).ScheduleRepeatedly(initialDelay, interval, action, cancelable: null);

    /// <inheritdoc/>
    void IActionScheduler.ScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action,
        ICancelable? cancelable
    )
    {
        ValidateDelay(initialDelay, nameof(initialDelay));
        ValidateInterval(interval, nameof(interval));
        InternalScheduleRepeatedly(initialDelay, interval, action, cancelable);
    }

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action) => ScheduleOnce(delay, action, cancelable: null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable)
    {
        ValidateDelay(delay, nameof(delay));
        InternalScheduleOnce(delay, action, cancelable);
    }

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        ScheduleRepeatedly(initialDelay, interval, action, cancelable: null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable)
    {
        ValidateDelay(initialDelay, nameof(initialDelay));
        ValidateInterval(interval, nameof(interval));
        InternalScheduleRepeatedly(initialDelay, interval, action, cancelable);
    }

    /// <summary>Refuses times that mean nothing.</summary>
    /// <param name="interval">An interval.</param>
    /// <param name="parameterName">Its name, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    protected static void ValidateInterval(TimeSpan interval, string parameterName)
    {
        if (interval <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(parameterName, $"Interval must be >0. It was {interval}");
        }
    }

    /// <summary>Refuses times that mean nothing.</summary>
    /// <param name="delay">A delay.</param>
    /// <param name="parameterName">Its name, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    protected static void ValidateDelay(TimeSpan delay, string parameterName)
    {
        if (delay < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(parameterName, $"Delay must be >=0. It was {delay}");
        }
    }

    /// <summary>Sends a message once.</summary>
    /// <param name="delay">When from now.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    /// <param name="cancelable">Cancels it, or null.</param>
    protected abstract void InternalScheduleTellOnce(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    );

    /// <summary>Sends a message again and again.</summary>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    /// <param name="cancelable">Cancels it, or null.</param>
    protected abstract void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    );

    /// <summary>Runs an action once.</summary>
    /// <param name="delay">When from now.</param>
    /// <param name="action">The action.</param>
    /// <param name="cancelable">Cancels it, or null.</param>
    protected abstract void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Runs work once.</summary>
    /// <param name="delay">When from now.</param>
    /// <param name="action">The work.</param>
    /// <param name="cancelable">Cancels it, or null.</param>
    protected abstract void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable);

    /// <summary>Runs an action again and again.</summary>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="action">The action.</param>
    /// <param name="cancelable">Cancels it, or null.</param>
    protected abstract void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action,
        ICancelable? cancelable
    );

    /// <summary>Runs work again and again.</summary>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="action">The work.</param>
    /// <param name="cancelable">Cancels it, or null.</param>
    protected abstract void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        IRunnable action,
        ICancelable? cancelable
    );
}
