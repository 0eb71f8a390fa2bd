namespace Akka.Actor;

/// <summary>Shorter ways to create and find actors.</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Creates an actor whose constructor takes nothing.</summary>
    /// <typeparam name="TActor">The actor.</typeparam>
    /// <param name="factory">What creates it.</param>
    /// <param name="name">Its name; null to have one made up.</param>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new() => factory.ActorOf(Props.Create<TActor>(), name);

    /// <summary>Selects the actors at a path that starts at an actor.</summary>
    /// <param name="factory">Not used.</param>
    /// <param name="anchorRef">Where the path starts.</param>
    /// <param name="actorPath">The path.</param>
    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) =>
        ActorRefFactoryShared.ActorSelection(anchorRef, actorPath);
}
