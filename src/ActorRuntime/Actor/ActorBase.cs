using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The base of all actors. An actor handles one message at a time; its fields belong to it alone. Instances are created by
/// <see cref="IActorRefFactory.ActorOf"/>, never with <c>new</c>.
/// </summary>
public abstract class ActorBase : IInternalActor
{
    private SupervisorStrategy? _supervisorStrategy;

    /// <summary>What Self is once the instance was let go; null while it is in use.</summary>
    private IActorRef? _clearedSelf;

    /// <summary>Creates the actor.</summary>
    /// <exception cref="ActorInitializationException">The caller is not the runtime.</exception>
    protected ActorBase()
    {
        if (ActorCell.Current is null)
        {
            throw new ActorInitializationException(
                "Do not create actors using 'new', always create them using an ActorContext/System"
            );
        }
    }

    /// <inheritdoc/>
    IActorContext IInternalActor.ActorContext => Context;

    /// <summary>A behaviour that handles no message.</summary>
    protected static Receive EmptyReceive { get; } = static _ => false;

    /// <summary>What this actor knows of its surroundings.</summary>
    /// <exception cref="NotSupportedException">The caller does not run as an actor, for example on a thread of its own.</exception>
    protected static IActorContext Context => CurrentCell;

    /// <summary>This actor's reference.</summary>
    protected IActorRef Self => _clearedSelf ?? CurrentCell.Self;

    /// <summary>Who sent the message being handled; the dead letters if nobody can be answered.</summary>
    protected IActorRef Sender => CurrentCell.Sender;

    internal static ActorCell CurrentCell =>
        ActorCell.Current
        ?? throw new NotSupportedException(
            "There is no active ActorContext, this is most likely due to use of async operations from within this actor."
        );

    internal SupervisorStrategy SupervisorStrategyInternal
    {
        get => _supervisorStrategy ??= SupervisorStrategy();
        set => _supervisorStrategy = value;
    }

    /// <summary>Called around <see cref="PreStart"/>, for the runtime.</summary>
    public virtual void AroundPreStart() => PreStart();

    /// <summary>Called around <see cref="PostStop"/>, for the runtime.</summary>
    public virtual void AroundPostStop() => PostStop();

    /// <summary>Called around <see cref="PreRestart"/>, for the runtime.</summary>
    /// <param name="cause">Why the actor is restarted.</param>
    /// <param name="message">The message that was being handled, or null.</param>
    public virtual void AroundPreRestart(Exception cause, object? message) => PreRestart(cause, message!);

    /// <summary>Called around <see cref="PostRestart"/>, for the runtime.</summary>
    /// <param name="cause">Why the actor is restarted.</param>
    /// <param name="message">Not used.</param>
    public virtual void AroundPostRestart(Exception cause, object? message) => PostRestart(cause);

    /// <summary>Called around the handling of each message, for the runtime.</summary>
    /// <param name="receive">The current behaviour.</param>
    /// <param name="message">The message.</param>
    /// <returns>True if the message was handled.</returns>
    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        var handled = ActorCell.IsOwnReceive(receive) ? Receive(message) : receive(message);
        if (!handled)
        {
            Unhandled(message);
        }
        return handled;
    }

    /// <summary>Handles a message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>False if the message is unhandled.</returns>
    protected abstract bool Receive(object message);

    /// <summary>Called before the first message.</summary>
    protected virtual void PreStart() { }

    /// <summary>Called when the actor has stopped, and before a restart unless <see cref="PreRestart"/> is overridden.</summary>
    protected virtual void PostStop() { }

    /// <summary>Called on the instance that failed, before it is replaced. Stops all children and calls <see cref="PostStop"/>.</summary>
    /// <param name="reason">Why the actor is restarted.</param>
    /// <param name="message">The message that was being handled, or null.</param>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }
        PostStop();
    }

    /// <summary>Called on the new instance after a restart. Calls <see cref="PreStart"/>.</summary>
    /// <param name="reason">Why the actor was restarted.</param>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>What this actor does when a child fails. Called once per instance.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    /// <summary>
    /// Called for messages the actor does not handle: publishes an <see cref="UnhandledMessage"/>, and fails with a
    /// <see cref="DeathPactException"/> if it is the <see cref="Terminated"/> of an actor that is watched.
    /// </summary>
    /// <param name="message">The message.</param>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Handles messages in another way from the next one on.</summary>
    /// <param name="receive">The new behaviour; takes the place of the current one.</param>
    protected void Become(Receive receive) => CurrentCell.Become(receive);

    /// <summary>Handles messages in another way from the next one on, until <see cref="UnbecomeStacked"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    protected void BecomeStacked(Receive receive) => CurrentCell.BecomeStacked(receive);

    /// <summary>Goes back to the behaviour before the last BecomeStacked, at last to the actor's own.</summary>
    protected void UnbecomeStacked() => CurrentCell.UnbecomeStacked();

    /// <summary>Sets the time without messages after which the actor receives <see cref="ReceiveTimeout"/>.</summary>
    /// <param name="timeout">The time; null for never.</param>
    protected void SetReceiveTimeout(TimeSpan? timeout) => CurrentCell.SetReceiveTimeout(timeout);

    internal bool InvokeReceive(object message) => Receive(message);

    /// <summary>Lets the instance go: code that still holds it must not act as the actor.</summary>
    internal void Clear(IActorRef self) => _clearedSelf = self;
}
