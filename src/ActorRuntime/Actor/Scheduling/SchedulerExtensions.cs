namespace Akka.Actor;

/// <summary>Shorter ways to schedule.</summary>
public static class SchedulerExtensions
{
    /// <summary>Sends a message once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">When from now, in milliseconds.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    /// <param name="cancelable">Cancels it, or null.</param>
    public static void ScheduleTellOnce(
        this ITellScheduler scheduler,
        int millisecondsDelay,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable = null
    ) => scheduler.ScheduleTellOnce(Milliseconds(millisecondsDelay), receiver, message, sender, cancelable);

    /// <summary>Sends a message again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">When for the first time, in milliseconds.</param>
    /// <param name="millisecondsInterval">How often after that, in milliseconds.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    /// <param name="cancelable">Cancels it, or null.</param>
    public static void ScheduleTellRepeatedly(
        this ITellScheduler scheduler,
        int initialMillisecondsDelay,
        int millisecondsInterval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable = null
    ) =>
        scheduler.ScheduleTellRepeatedly(
            Milliseconds(initialMillisecondsDelay),
            Milliseconds(millisecondsInterval),
            receiver,
            message,
            sender,
            cancelable
        );

    /// <summary>Sends a message once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">When from now, in milliseconds.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleTellOnceCancelable(
        this IScheduler scheduler,
        int millisecondsDelay,
        ICanTell receiver,
        object message,
        IActorRef? sender
    ) => scheduler.ScheduleTellOnceCancelable(Milliseconds(millisecondsDelay), receiver, message, sender);

    /// <summary>Sends a message once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="delay">When from now, not earlier.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleTellOnceCancelable(
        this IScheduler scheduler,
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef? sender
    )
    {
        if (scheduler is HashedWheelTimerScheduler wheel)
        {
            return wheel.ScheduleTell(delay, receiver, message, sender);
        }
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleTellOnce(delay, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <summary>Sends a message again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">When for the first time, in milliseconds.</param>
    /// <param name="millisecondsInterval">How often after that, in milliseconds.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleTellRepeatedlyCancelable(
        this IScheduler scheduler,
        int initialMillisecondsDelay,
        int millisecondsInterval,
        ICanTell receiver,
        object message,
        IActorRef? sender
    ) =>
        scheduler.ScheduleTellRepeatedlyCancelable(
            Milliseconds(initialMillisecondsDelay),
            Milliseconds(millisecondsInterval),
            receiver,
            message,
            sender
        );

    /// <summary>Sends a message again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleTellRepeatedlyCancelable(
        this IScheduler scheduler,
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender
    )
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <summary>Runs an action once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">When from now, in milliseconds.</param>
    /// <param name="action">The action.</param>
    /// <param name="cancelable">Cancels it, or null.</param>
    public static void ScheduleOnce(
        this IActionScheduler scheduler,
        int millisecondsDelay,
        Action action,
        ICancelable? cancelable = null
    ) => scheduler.ScheduleOnce(Milliseconds(millisecondsDelay), action, cancelable);

    /// <summary>Runs an action again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">When for the first time, in milliseconds.</param>
    /// <param name="millisecondsInterval">How often after that, in milliseconds.</param>
    /// <param name="action">The action.</param>
    /// <param name="cancelable">Cancels it, or null.</param>
    public static void ScheduleRepeatedly(
        this IActionScheduler scheduler,
        int initialMillisecondsDelay,
        int millisecondsInterval,
        Action action,
        ICancelable? cancelable = null
    ) =>
        scheduler.ScheduleRepeatedly(
            Milliseconds(initialMillisecondsDelay),
            Milliseconds(millisecondsInterval),
            action,
            cancelable
        );

    /// <summary>Runs an action once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="millisecondsDelay">When from now, in milliseconds.</param>
    /// <param name="action">The action.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleOnceCancelable(
        this IActionScheduler scheduler,
        int millisecondsDelay,
        Action action
    ) => scheduler.ScheduleOnceCancelable(Milliseconds(millisecondsDelay), action);

    /// <summary>Runs an action once.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="delay">When from now, not earlier.</param>
    /// <param name="action">The action.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleOnceCancelable(this IActionScheduler scheduler, TimeSpan delay, Action action)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleOnce(delay, action, cancelable);
        return cancelable;
    }

    /// <summary>Runs an action again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialMillisecondsDelay">When for the first time, in milliseconds.</param>
    /// <param name="millisecondsInterval">How often after that, in milliseconds.</param>
    /// <param name="action">The action.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleRepeatedlyCancelable(
        this IActionScheduler scheduler,
        int initialMillisecondsDelay,
        int millisecondsInterval,
        Action action
    ) =>
        scheduler.ScheduleRepeatedlyCancelable(
            Milliseconds(initialMillisecondsDelay),
            Milliseconds(millisecondsInterval),
            action
        );

    /// <summary>Runs an action again and again.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="action">The action.</param>
    /// <returns>What cancels it.</returns>
    public static ICancelable ScheduleRepeatedlyCancelable(
        this IActionScheduler scheduler,
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action
    )
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleRepeatedly(initialDelay, interval, action, cancelable);
        return cancelable;
    }

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
