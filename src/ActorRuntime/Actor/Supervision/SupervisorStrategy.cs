using Akka.Actor.Internal;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>What an actor does when one of its children fails.</summary>
public abstract class SupervisorStrategy : ISurrogated
{
    /// <summary>
    /// Stops a child that could not be created, was killed, or ended by a death pact; restarts it after any other exception.
    /// </summary>
    public static readonly IDecider DefaultDecider = Actor.Decider.From(
        Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>()
    );

    /// <summary>Decides by <see cref="DefaultDecider"/> about the failed child alone.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>Stops the failed child, whatever the failure.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);

    /// <summary>What decides.</summary>
    public abstract IDecider Decider { get; }

    /// <summary>True if failures are logged.</summary>
    protected bool LoggingEnabled { get; set; } = true;

    /// <summary>Called when a child has stopped.</summary>
    /// <param name="actorContext">The supervisor.</param>
    /// <param name="child">The child.</param>
    /// <param name="children">The others.</param>
    public abstract void HandleChildTerminated(
        IActorContext actorContext,
        IActorRef child,
        IEnumerable<IInternalActorRef> children
    );

    /// <summary>Restarts or stops, as far as retries allow.</summary>
    /// <param name="context">The supervisor.</param>
    /// <param name="restart">True to restart, false to stop.</param>
    /// <param name="child">The child that failed.</param>
    /// <param name="cause">Its failure.</param>
    /// <param name="stats">How often it was restarted.</param>
    /// <param name="children">All children.</param>
    public abstract void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children
    );

    /// <inheritdoc/>
    public abstract ISurrogate ToSurrogate(ActorSystem system);

    /// <summary>Handles the failure of a child. False if the supervisor must fail in turn.</summary>
    internal bool HandleFailure(
        IActorContext context,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children
    )
    {
        var directive = Handle(child, cause);
        switch (directive)
        {
            case Directive.Escalate:
                LogFailure(context, child, cause, directive);
                return false;
            case Directive.Resume:
                LogFailure(context, child, cause, directive);
                ResumeChild(child, cause);
                return true;
            case Directive.Restart:
            case Directive.Stop:
                LogFailure(context, child, cause, directive);
                ProcessFailure(context, directive == Directive.Restart, child, cause, stats, children);
                return true;
            default:
                throw new NotSupportedException($"Unknown directive {directive}");
        }
    }

    /// <summary>What to do about a failure.</summary>
    /// <param name="child">The child that failed.</param>
    /// <param name="exception">Its failure.</param>
    protected abstract Directive Handle(IActorRef child, Exception exception);

    /// <summary>Lets a child go on.</summary>
    /// <param name="child">The child.</param>
    /// <param name="exception">Its failure.</param>
    protected void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).Resume(exception);

    /// <summary>Restarts a child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="cause">Why.</param>
    /// <param name="suspendFirst">True for a child that has not failed itself.</param>
    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var target = (IInternalActorRef)child;
        if (suspendFirst)
        {
            target.Suspend();
        }
        target.Restart(cause);
    }

    /// <summary>
    /// Logs a failure: as an error, or as a warning if the child goes on. What is escalated is logged by whom it stops at.
    /// </summary>
    /// <param name="context">The supervisor.</param>
    /// <param name="child">The child that failed.</param>
    /// <param name="cause">Its failure.</param>
    /// <param name="directive">What is done.</param>
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate)
        {
            return;
        }
        var message = cause is ActorInitializationException { InnerException: { } inner }
            ? inner.Message
            : cause.Message;
        var source = child.Path.ToString();
        context.System.EventStream.Publish(
            directive == Directive.Resume
                ? new Warning(cause, source, GetType(), message)
                : new Error(cause, source, GetType(), message)
        );
    }
}
