namespace Akka.Actor;

/// <summary>Creates instances of an actor in a way of its own. One is shared by all actors of the same props.</summary>
public interface IIndirectActorProducer
{
    /// <summary>The type of the actor.</summary>
    Type ActorType { get; }

    /// <summary>Creates an instance; called for each start and restart, never with an instance that was used before.</summary>
    ActorBase Produce();

    /// <summary>Takes an instance back that is no longer used.</summary>
    /// <param name="actor">The instance.</param>
    void Release(ActorBase actor);
}
