using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters, as far as <c>akka.log-dead-letters</c> says.</summary>
public class DeadLetterListener : ActorBase
{
    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly int _max = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _pause = Context.System.Settings.LogDeadLettersSuspendDuration;
    private TimeSpan? _silentSince;
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
        _count++;
        if (_silentSince is { } since)
        {
            if (Context.System.Scheduler.MonotonicClock - since >= _pause)
            {
                var silent = _count - _max - 1;
                Log(letter, $", of which {silent} were not logged. The counter will be reset now");
                _count = 0;
                _silentSince = null;
            }
        }
        else if (_max == int.MaxValue || _count < _max)
        {
            Log(letter, more: "");
        }
        else if (_pause == Timeout.InfiniteTimeSpan)
        {
            Log(letter, ", no more dead letters will be logged");
            Context.Stop(Self);
        }
        else
        {
            Log(letter, $", no more dead letters will be logged in next [{_pause}]");
            _silentSince = Context.System.Scheduler.MonotonicClock;
        }
        return true;
    }

    private static bool IsReal(IActorRef? actor) => !actor.IsNobody() && actor is not DeadLetterActorRef;

    private void Log(AllDeadLetters letter, string more)
    {
        var what = WrappedMessage.Unwrap(letter.Message).GetType().Name;
        var from = IsReal(letter.Sender) ? $" from {letter.Sender}" : " without sender";
        var to = IsReal(letter.Recipient) ? $" to {letter.Recipient}" : "";
        var text = letter switch
        {
            Dropped dropped =>
                $"Message [{what}]{from}{to} was dropped. {dropped.Reason}. [{_count}] dead letters encountered{more}. ",
            UnhandledMessage =>
                $"Message [{what}]{from}{to} was unhandled. [{_count}] dead letters encountered{more}. ",
            _ =>
                $"Message [{what}]{from} to {letter.Recipient} was not delivered. [{_count}] dead letters encountered{more}. If this is not an expected behavior then {letter.Recipient} may have terminated unexpectedly. ",
        };
        _eventStream.Publish(
            new Info(
                letter.Recipient.Path.ToString(),
                letter.Recipient.GetType(),
                text
                    + "This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'. "
                    + $"Message content: {letter.Message}"
            )
        );
    }
}
