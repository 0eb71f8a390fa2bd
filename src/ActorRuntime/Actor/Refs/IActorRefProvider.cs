using Akka.Serialization;

namespace Akka.Actor;

/// <summary>Knows the tree of actors of a system and turns paths into references.</summary>
public interface IActorRefProvider
{
    /// <summary>The parent of all actors.</summary>
    IInternalActorRef RootGuardian { get; }

    /// <summary>The parent of the actors that a host creates, at <c>/user</c>.</summary>
    LocalActorRef Guardian { get; }

    /// <summary>The parent of the runtime's own actors, at <c>/system</c>.</summary>
    LocalActorRef SystemGuardian { get; }

    /// <summary>Where messages end that nobody can receive.</summary>
    IActorRef DeadLetters { get; }

    /// <summary>Drops what it is sent, without a dead letter.</summary>
    IActorRef IgnoreRef { get; }

    /// <summary>The path of <see cref="RootGuardian"/>.</summary>
    ActorPath RootPath { get; }

    /// <summary>The settings of the system.</summary>
    Settings Settings { get; }

    /// <summary>What the configuration says about certain actors.</summary>
    Deployer Deployer { get; }

    /// <summary>The system and the address of references that are serialized.</summary>
    Information SerializationInformation { get; }

    /// <summary>Ends when the root guardian has stopped.</summary>
    Task TerminationTask { get; }

    /// <summary>The address of the system.</summary>
    Address DefaultAddress { get; }

    /// <summary>The parent of references that exist for one answer.</summary>
    IInternalActorRef TempContainer { get; }

    /// <summary>The address by which another system reaches this one; null if it cannot.</summary>
    /// <param name="address">The address of the other.</param>
    Address? GetExternalAddressFor(Address address);

    /// <summary>A new path for a reference that exists for one answer.</summary>
    ActorPath TempPath();

    /// <summary>Makes a reference findable by path until it is removed.</summary>
    /// <param name="actorRef">The reference.</param>
    /// <param name="path">A path from <see cref="TempPath"/>.</param>
    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);

    /// <summary>Undoes <see cref="RegisterTempActor"/>.</summary>
    /// <param name="path">The path.</param>
    void UnregisterTempActor(ActorPath path);

    /// <summary>The reference to the actor of this path; if there is none, one that leads to the dead letters.</summary>
    /// <param name="path">The path, with address.</param>
    IActorRef ResolveActorRef(string path);

    /// <summary>The reference to the actor of this path; if there is none, one that leads to the dead letters.</summary>
    /// <param name="actorPath">The path.</param>
    IActorRef ResolveActorRef(ActorPath actorPath);

    /// <summary>The root of the system at this address; the dead letters if it is not this system.</summary>
    /// <param name="address">The address.</param>
    IActorRef RootGuardianAt(Address address);
}
