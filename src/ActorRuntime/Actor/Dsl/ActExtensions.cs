namespace Akka.Actor.Dsl;

/// <summary>Creates actors that are written down on the spot.</summary>
public static class ActExtensions
{
    /// <summary>Creates an actor.</summary>
    /// <param name="factory">The system, or the context of the parent.</param>
    /// <param name="config">What the actor does. Runs for each of its instances.</param>
    /// <param name="name">Its name; null for one of its own.</param>
    public static IActorRef ActorOf(this IActorRefFactory factory, Action<IActorDsl> config, string? name = null) =>
        factory.ActorOf(Props.Create(() => new Act(config)), name);

    /// <summary>Creates an actor.</summary>
    /// <param name="factory">The system, or the context of the parent.</param>
    /// <param name="config">What the actor does. Runs for each of its instances.</param>
    /// <param name="name">Its name; null for one of its own.</param>
    public static IActorRef ActorOf(
        this IActorRefFactory factory,
        Action<IActorDsl, IActorContext> config,
        string? name = null
    ) => factory.ActorOf(Props.Create(() => new Act(config)), name);
}
