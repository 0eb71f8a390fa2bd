namespace Akka.Actor;

/// <summary>Work that waits in a scheduler's wheel; can be cancelled until it runs.</summary>
internal abstract class ScheduledWork(TimerWheel wheel, TimeSpan interval) : WheelEntry, ICancelable
{
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _registration;
    private volatile bool _cancelled;

    public override TimeSpan Interval => interval;

    public bool IsCancellationRequested => _cancelled;

    public CancellationToken Token
    {
        get
        {
            if (_source is null)
            {
                Interlocked.CompareExchange(ref _source, new CancellationTokenSource(), null);
                if (_cancelled)
                {
                    _source.Cancel();
                }
            }
            return _source.Token;
        }
    }

    /// <summary>Has the work cancelled together with something else.</summary>
    public void CancelWith(ICancelable? cancelable)
    {
        if (cancelable is not null)
        {
            _registration = cancelable.Token.UnsafeRegister(
                static work => ((ScheduledWork)work!).Cancel(),
                this
            );
        }
    }

    public void Cancel() => Cancel(throwOnFirstException: false);

    public void Cancel(bool throwOnFirstException)
    {
        _cancelled = true;
        wheel.Remove(this);
        Volatile.Read(ref _source)?.Cancel(throwOnFirstException);
    }

    public void CancelAfter(TimeSpan delay) => wheel.Add(new Cancellation(this), delay);

    public void CancelAfter(int millisecondsDelay) =>
        CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    public sealed override void Fire()
    {
        if (_cancelled)
        {
            return;
        }
        if (interval == TimeSpan.Zero)
        {
            _registration.Unregister();
        }
        Run();
    }

    protected abstract void Run();

    private sealed class Cancellation(ScheduledWork work) : WheelEntry
    {
        public override void Fire() => work.Cancel();
    }
}

internal sealed class ScheduledTell(
    TimerWheel wheel,
    TimeSpan interval,
    ICanTell receiver,
    object message,
    IActorRef? sender
) : ScheduledWork(wheel, interval)
{
    protected override void Run() => receiver.Tell(message, sender);
}

internal sealed class ScheduledAction(TimerWheel wheel, TimeSpan interval, Action action)
    : ScheduledWork(wheel, interval)
{
    protected override void Run() => action();
}
