namespace Akka.Actor;

/// <summary>
/// Timers of one actor: they send it messages, and end with it. A timer that was cancelled or replaced, or that belongs to an
/// instance from before a restart, never fires, not even if its message was in the mailbox already.
/// </summary>
public interface ITimerScheduler
{
    /// <summary>The keys of the timers that run.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>Starts a timer that fires again and again; takes the place of one of the same key.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="msg">What it sends.</param>
    /// <param name="interval">How often, and when for the first time.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    /// <summary>Starts a timer that fires again and again; takes the place of one of the same key.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="msg">What it sends.</param>
    /// <param name="interval">How often, and when for the first time.</param>
    /// <param name="sender">The sender of its messages.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef? sender);

    /// <summary>Starts a timer that fires again and again; takes the place of one of the same key.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="msg">What it sends.</param>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    /// <summary>Starts a timer that fires again and again; takes the place of one of the same key.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="msg">What it sends.</param>
    /// <param name="initialDelay">When for the first time.</param>
    /// <param name="interval">How often after that.</param>
    /// <param name="sender">The sender of its messages.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef? sender);

    /// <summary>Starts a timer that fires once; takes the place of one of the same key.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="msg">What it sends.</param>
    /// <param name="timeout">When.</param>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    /// <summary>Starts a timer that fires once; takes the place of one of the same key.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="msg">What it sends.</param>
    /// <param name="timeout">When.</param>
    /// <param name="sender">The sender of its message.</param>
    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef? sender);

    /// <summary>True if a timer of this key runs.</summary>
    /// <param name="key">The key.</param>
    bool IsTimerActive(object key);

    /// <summary>Ends a timer, if it runs.</summary>
    /// <param name="key">Its key.</param>
    void Cancel(object key);

    /// <summary>Ends all timers.</summary>
    void CancelAll();
}
