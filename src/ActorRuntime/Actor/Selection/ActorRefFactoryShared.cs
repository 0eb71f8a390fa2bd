namespace Akka.Actor;

/// <summary>How systems and actors select.</summary>
public static class ActorRefFactoryShared
{
    /// <summary>Selects the actors at a path.</summary>
    /// <param name="actorPath">The path.</param>
    /// <param name="system">The system.</param>
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        new(((ExtendedActorSystem)system).Provider.RootGuardianAt(actorPath.Address), actorPath.Elements);

    /// <summary>Selects the actors at a path, absolute or from an actor on.</summary>
    /// <param name="path">The path.</param>
    /// <param name="system">The system.</param>
    /// <param name="lookupRoot">Where a relative path starts.</param>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        var provider = ((ExtendedActorSystem)system).Provider;
        if (Address.TryParse(path, out var address, out string? absolute))
        {
            return new ActorSelection(provider.RootGuardianAt(address), absolute);
        }
        return new ActorSelection(path.StartsWith('/') ? provider.RootGuardian : lookupRoot, path);
    }

    /// <summary>Selects the actors at a path from an actor on.</summary>
    /// <param name="anchorActorRef">Where the path starts.</param>
    /// <param name="path">The path.</param>
    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new(anchorActorRef, path);
}
