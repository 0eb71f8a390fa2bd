namespace Akka.Actor;

/// <summary>What creates and finds actors: a system, or an actor for its children.</summary>
public interface IActorRefFactory
{
    /// <summary>Creates an actor. It starts on its own thread; this does not wait for it.</summary>
    /// <param name="props">How to create it.</param>
    /// <param name="name">Its name, unique among its siblings; null to have one made up.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or cannot be part of a path.</exception>
    /// <exception cref="InvalidOperationException">The parent is stopping.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Selects the actors at a path.</summary>
    /// <param name="actorPath">The path.</param>
    ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>Selects the actors at a path, absolute or relative, with wildcards <c>*</c> and <c>?</c> in its elements.</summary>
    /// <param name="actorPath">The path.</param>
    ActorSelection ActorSelection(string actorPath);
}
