namespace Akka.Actor;

/// <summary>What extensions can do with a system.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    /// <summary>Knows the tree of actors.</summary>
    public abstract IActorRefProvider Provider { get; }

    /// <summary>The parent of the actors that a host creates.</summary>
    public abstract IInternalActorRef Guardian { get; }

    /// <summary>The parent of the runtime's own actors.</summary>
    public abstract IInternalActorRef SystemGuardian { get; }

    /// <summary>Where relative paths of selections start.</summary>
    public abstract IInternalActorRef LookupRoot { get; }

    /// <summary>Creates an actor under <c>/system</c>, which ends after all of <c>/user</c>.</summary>
    /// <param name="props">How to create it.</param>
    /// <param name="name">Its name; null to have one made up.</param>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);

    /// <summary>Creates an actor under <c>/system</c>, which ends after all of <c>/user</c>.</summary>
    /// <typeparam name="TActor">The actor.</typeparam>
    /// <param name="name">Its name; null to have one made up.</param>
    public abstract IActorRef SystemActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new();

    /// <summary>Ends the system at once, without the phases of <see cref="CoordinatedShutdown"/>.</summary>
    public abstract void Abort();

    /// <summary>The tree of actors as text, for whoever looks for a fault.</summary>
    public abstract string PrintTree();
}
