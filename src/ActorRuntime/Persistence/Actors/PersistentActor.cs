namespace Akka.Persistence;

/// <summary>A persistent actor whose methods tell whether they handled a message.</summary>
public abstract class PersistentActor : Eventsourced
{
    /// <inheritdoc/>
    protected override bool Receive(object message) => ReceiveCommand(message);
}
