using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A persistent actor that handles commands in one method and its recovery in another.</summary>
public abstract class UntypedPersistentActor : Eventsourced
{
    /// <summary>What this actor knows of its surroundings.</summary>
    /// <exception cref="NotSupportedException">The caller does not run as an actor, for example on a thread of its own.</exception>
    protected static new IUntypedActorContext Context => CurrentCell;

    /// <summary>Handles a command. Call <see cref="Eventsourced.Unhandled"/> for those that are not meant for this actor.</summary>
    /// <param name="message">The message.</param>
    protected abstract void OnCommand(object message);

    /// <summary>Handles a snapshot offer, a stored event or <see cref="RecoveryCompleted"/>. It must not have side effects.</summary>
    /// <param name="message">The message.</param>
    protected abstract void OnRecover(object message);

    /// <inheritdoc/>
    protected override bool Receive(object message) => ReceiveCommand(message);

    /// <inheritdoc/>
    protected sealed override bool ReceiveCommand(object message)
    {
        OnCommand(message);
        return true;
    }

    /// <inheritdoc/>
    protected sealed override bool ReceiveRecover(object message)
    {
        OnRecover(message);
        return true;
    }

    /// <summary>Handles commands in another way from the next one on.</summary>
    /// <param name="receive">The new behaviour; takes the place of the current one.</param>
    protected void Become(UntypedReceive receive) => CurrentCell.Become(receive);

    /// <summary>Handles commands in another way from the next one on, until <see cref="ActorBase.UnbecomeStacked"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    protected void BecomeStacked(UntypedReceive receive) => CurrentCell.BecomeStacked(receive);
}
