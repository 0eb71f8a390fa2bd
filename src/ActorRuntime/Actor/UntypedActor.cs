using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor that handles messages in one method.</summary>
public abstract class UntypedActor : ActorBase
{
    /// <summary>What this actor knows of its surroundings.</summary>
    /// <exception cref="NotSupportedException">The caller does not run as an actor, for example on a thread of its own.</exception>
    protected static new IUntypedActorContext Context => CurrentCell;

    /// <summary>Handles a message. Call <see cref="ActorBase.Unhandled"/> for those that are not meant for this actor.</summary>
    /// <param name="message">The message.</param>
    protected abstract void OnReceive(object message);

    /// <inheritdoc/>
    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    /// <summary>Runs an async action; the actor handles no other message until it has ended.</summary>
    /// <param name="action">The action. If it fails, the actor fails.</param>
    protected void RunTask(Func<Task> action) => ActorTaskScheduler.RunTask(action);

    /// <summary>Runs an action as this actor.</summary>
    /// <param name="action">The action. If it fails, the actor fails.</param>
    protected void RunTask(Action action) => ActorTaskScheduler.RunTask(action);

    /// <summary>Handles messages in another way from the next one on.</summary>
    /// <param name="receive">The new behaviour; takes the place of the current one.</param>
    protected void Become(UntypedReceive receive) => CurrentCell.Become(receive);

    /// <summary>Handles messages in another way from the next one on, until <see cref="ActorBase.UnbecomeStacked"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    protected void BecomeStacked(UntypedReceive receive) => CurrentCell.BecomeStacked(receive);
}
