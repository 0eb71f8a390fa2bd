namespace Akka.Actor;

/// <summary>The receive timeout.</summary>
internal sealed partial class ActorCell
{
    public TimeSpan? ReceiveTimeout => _extras?.ReceiveTimeout;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout is null)
        {
            CancelReceiveTimeout();
            if (_extras is not null)
            {
                _extras.ReceiveTimeout = null;
            }
            return;
        }
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(
            timeout.Value,
            TimeSpan.Zero,
            nameof(timeout)
        );
        Extras.ReceiveTimeout = timeout;
        CheckReceiveTimeout();
    }

    /// <summary>Starts the time anew, if there is a timeout and nothing holds the actor up.</summary>
    private void CheckReceiveTimeout()
    {
        CancelReceiveTimeout();
        if (_extras?.ReceiveTimeout is { } timeout && _suspendCount == 0)
        {
            _extras.PendingReceiveTimeout = SystemImpl.Scheduler.ScheduleTellOnceCancelable(
                timeout,
                _self,
                Akka.Actor.ReceiveTimeout.Instance,
                _self
            );
        }
    }

    private void CancelReceiveTimeout()
    {
        if (_extras?.PendingReceiveTimeout is { } pending)
        {
            _extras.PendingReceiveTimeout = null;
            pending.Cancel();
        }
    }
}
