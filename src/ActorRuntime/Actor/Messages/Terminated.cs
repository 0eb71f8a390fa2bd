using Akka.Event;

namespace Akka.Actor;

/// <summary>Tells a watcher that an actor it watches has stopped.</summary>
/// <param name="actorRef">The actor that stopped.</param>
/// <param name="existenceConfirmed">False if it was already gone when the watching began.</param>
/// <param name="addressTerminated">True if its whole system is gone; never in one process.</param>
public sealed class Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    : IAutoReceivedMessage,
        IPossiblyHarmful,
        IDeadLetterSuppression,
        INoSerializationVerificationNeeded,
        IEquatable<Terminated>
{
    /// <summary>The actor that stopped.</summary>
    public IActorRef ActorRef { get; } = actorRef;

    /// <summary>False if the actor was already gone when the watching began.</summary>
    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    /// <summary>True if the actor's whole system is gone; never in one process.</summary>
    public bool AddressTerminated { get; } = addressTerminated;

    /// <inheritdoc/>
    public bool Equals(Terminated? other) =>
        other is not null
        && Equals(ActorRef, other.ActorRef)
        && ExistenceConfirmed == other.ExistenceConfirmed
        && AddressTerminated == other.AddressTerminated;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Terminated);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ActorRef, ExistenceConfirmed, AddressTerminated);

    /// <inheritdoc/>
    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}
