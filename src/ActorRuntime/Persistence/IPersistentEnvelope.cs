using Akka.Actor;

namespace Akka.Persistence;

/// <summary>What a persistent actor hands to its journal: an <see cref="AtomicWrite"/>, or a message that only keeps its turn.</summary>
public interface IPersistentEnvelope
{
    /// <summary>The content.</summary>
    object Payload { get; }

    /// <summary>Who sent the command that it came from; null if nobody did.</summary>
    IActorRef? Sender { get; }

    /// <summary>Number of events.</summary>
    int Size { get; }
}

/// <summary>A message that is not stored but comes back in its turn between events that are.</summary>
internal sealed class NonPersistentMessage(object payload, IActorRef? sender) : IPersistentEnvelope
{
    public object Payload { get; } = payload;

    public IActorRef? Sender { get; } = sender;

    public int Size => 1;
}
