using Akka.Event;

namespace Akka.Actor;

/// <summary>The parent of all: ends the system when the system guardian has stopped.</summary>
internal sealed class RootGuardianActor : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Begin begin:
                Context.Watch(begin.SystemGuardian);
                break;
            case Terminated:
                Context.Stop(Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(
            static failure =>
            {
                Logging
                    .GetLogger(Context.System, "guardian")
                    .Error(failure, "A guardian failed, shutting down the system");
                return Directive.Stop;
            },
            loggingEnabled: false
        );

    internal sealed record Begin(IActorRef SystemGuardian);
}

/// <summary>The parent of the actors that a host creates.</summary>
internal sealed class GuardianActor : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StopChild stop:
                Context.Stop(stop.Child);
                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }
    }

    /// <summary>What escalates to the guardian ends the system; see <see cref="RootGuardianActor"/>.</summary>
    protected override void PreRestart(Exception reason, object message) { }
}

/// <summary>
/// The parent of the runtime's own actors. When the user guardian has stopped, the loggers write what they have, and all ends.
/// </summary>
internal sealed class SystemGuardianActor(IActorRef userGuardian) : UntypedActor
{
    private readonly HashSet<IActorRef> _loggers = [];

    protected override void PreStart() => Context.Watch(userGuardian);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StopChild stop:
                Context.Stop(stop.Child);
                break;
            case Terminated terminated when terminated.ActorRef.Equals(userGuardian):
                StopLoggers();
                break;
            case Terminated terminated:
                _loggers.Remove(terminated.ActorRef);
                StopOnceLoggersHave();
                break;
            case ReceiveTimeout:
                Context.Stop(Self); // A logger hangs; it must not keep the system alive.
                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }
    }

    protected override void PreRestart(Exception reason, object message) { }

    private void StopLoggers()
    {
        Context.SetReceiveTimeout(TimeSpan.FromSeconds(5));
        foreach (var logger in ((ActorSystemImpl)Context.System).EventStream.DetachLoggers())
        {
            _loggers.Add(logger);
            Context.Watch(logger);
            logger.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        }
        StopOnceLoggersHave();
    }

    private void StopOnceLoggersHave()
    {
        if (_loggers.Count == 0)
        {
            Context.Stop(Self);
        }
    }
}

/// <summary>Asks a guardian to stop a child.</summary>
internal sealed record StopChild(IActorRef Child);
