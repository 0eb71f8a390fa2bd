using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Sends messages later.</summary>
public interface ITellScheduler
{
    /// <summary>Sends a message once.</summary>
    /// <param name="delay">When from now, not earlier.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Sends a message once, unless cancelled.</summary>
    /// <param name="delay">When from now, not earlier.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleTellOnce(
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
    void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender
    );

    /// <summary>Sends a message again and again, until cancelled.</summary>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="receiver">Who gets it.</param>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable
    );
}

/// <summary>Runs work later, on the scheduler's thread: it must be short and must not block.</summary>
public interface IRunnableScheduler
{
    /// <summary>Runs work once.</summary>
    /// <param name="delay">When from now, not earlier.</param>
    /// <param name="action">The work.</param>
    void ScheduleOnce(TimeSpan delay, IRunnable action);

    /// <summary>Runs work once, unless cancelled.</summary>
    /// <param name="delay">When from now, not earlier.</param>
    /// <param name="action">The work.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable);

    /// <summary>Runs work again and again.</summary>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="action">The work.</param>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action);

    /// <summary>Runs work again and again, until cancelled.</summary>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="action">The work.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable);
}

/// <summary>Runs actions later, on the scheduler's thread: they must be short and must not block.</summary>
public interface IActionScheduler : IRunnableScheduler
{
    /// <summary>Runs an action once.</summary>
    /// <param name="delay">When from now, not earlier.</param>
    /// <param name="action">The action.</param>
    void ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs an action once, unless cancelled.</summary>
    /// <param name="delay">When from now, not earlier.</param>
    /// <param name="action">The action.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Runs an action again and again.</summary>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="action">The action.</param>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    /// <summary>Runs an action again and again, until cancelled.</summary>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="action">The action.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);
}

/// <summary>What a scheduler can do beside sending messages.</summary>
public interface IAdvancedScheduler : IActionScheduler;

/// <summary>The scheduler of a system.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>What the scheduler can do beside sending messages; rarely the right thing in an actor.</summary>
    IAdvancedScheduler Advanced { get; }
}
