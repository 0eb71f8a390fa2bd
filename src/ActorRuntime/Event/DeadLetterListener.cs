using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters, as far as <c>akka.log-dead-letters</c> says.</summary>
public class DeadLetterListener : ActorBase
{
    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly int _max = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _pause = Context.System.Settings.LogDeadLettersSuspendDuration;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private TimeSpan? _pausedSince;
    private int _count;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _eventStream.Subscribe(Self, typeof(DeadLetter));
        _eventStream.Subscribe(Self, typeof(Dropped));
        _eventStream.Subscribe(Self, typeof(UnhandledMessage));
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message) { }

    /// <inheritdoc/>
    protected override void PostRestart(Exception reason) { }

    /// <inheritdoc/>
    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
        {
            return false;
        }
        if (_pausedSince is { } since)
        {
            if (Context.System.Scheduler.MonotonicClock - since < _pause)
            {
                _count++;
                return true;
            }
            _pausedSince = null;
            _log.Info("{0} more dead letters were not logged.", _count);
            _count = 0;
        }
        _count++;
        Log(letter);
        return true;
    }

    private void Log(AllDeadLetters letter)
    {
        var limited = _max != int.MaxValue;
        var last = limited && _count >= _max;
        if (last && _pause != Timeout.InfiniteTimeSpan)
        {
            _pausedSince = Context.System.Scheduler.MonotonicClock;
        }
        var (what, why) = letter switch
        {
            UnhandledMessage => ("was unhandled", "."),
            Dropped dropped => ("was dropped", $". {dropped.Reason}."),
            _ => (
                "was not delivered",
                $". If this is not an expected behavior then {letter.Recipient} may have terminated unexpectedly."
            ),
        };
        object?[] parameters =
        [
            letter.Message.GetType().Name,
            letter.Sender,
            letter.Recipient,
            what,
            _count,
            last && _pausedSince is not null ? $", no more dead letters will be logged in next [{_pause}]"
            : last ? ", no more dead letters will be logged"
            : "",
            why,
        ];
        _log.Info(
            "Message [{0}] from {1} to {2} {3}. [{4}] dead letters encountered{5}{6} This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'.",
            parameters
        );
        if (last)
        {
            if (_pausedSince is null)
            {
                Context.Stop(Self);
            }
            else
            {
                _count = 0;
            }
        }
    }
}
