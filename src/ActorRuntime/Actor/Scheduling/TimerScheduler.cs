namespace Akka.Actor;

/// <summary>
/// The timers of one instance of an actor. A timer is identified by the message object it sends: a later timer of the same key
/// has another one.
/// </summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly int _incarnation = cell.Incarnation;
    private Dictionary<object, Timer>? _timers;

    public IReadOnlyCollection<object> ActiveTimers => _timers is null ? [] : [.. _timers.Keys];

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, interval, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef? sender) =>
        StartPeriodicTimer(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, initialDelay, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef? sender)
    {
        var message = Replace(key, msg);
        var task = cell.SystemImpl.Scheduler.ScheduleTellRepeatedlyCancelable(
            initialDelay,
            interval,
            cell.Self,
            message,
            sender
        );
        _timers![key] = new Timer(message, task, IsPeriodic: true);
    }

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) =>
        StartSingleTimer(key, msg, timeout, ActorRefs.NoSender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef? sender)
    {
        var message = Replace(key, msg);
        var task = cell.SystemImpl.Scheduler.ScheduleTellOnceCancelable(timeout, cell.Self, message, sender);
        _timers![key] = new Timer(message, task, IsPeriodic: false);
    }

    public bool IsTimerActive(object key) => _timers?.ContainsKey(key) == true;

    public void Cancel(object key)
    {
        if (_timers is not null && _timers.Remove(key, out var timer))
        {
            timer.Task.Cancel();
        }
    }

    public void CancelAll()
    {
        if (_timers is not null)
        {
            foreach (var timer in _timers.Values)
            {
                timer.Task.Cancel();
            }
            _timers.Clear();
        }
    }

    public bool TryClaim(TimerMessage message)
    {
        if (_timers is null || !_timers.TryGetValue(message.Key, out var timer) || timer.Message != message)
        {
            return false;
        }
        if (!timer.IsPeriodic)
        {
            _timers.Remove(message.Key);
        }
        return true;
    }

    private TimerMessage Replace(object key, object message)
    {
        if (cell.Incarnation != _incarnation)
        {
            throw new IllegalActorStateException(
                $"Can't start timer {key}: this instance of {cell.Self} was replaced or has stopped."
            );
        }
        _timers ??= [];
        Cancel(key);
        return message is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(this, key, message)
            : new TimerMessage(this, key, message);
    }

    private readonly record struct Timer(TimerMessage Message, ICancelable Task, bool IsPeriodic);
}
