namespace Akka.Actor;

/// <summary>Makes stashes.</summary>
public static class StashFactory
{
    /// <summary>A stash for an actor.</summary>
    /// <typeparam name="T">The actor's type.</typeparam>
    /// <param name="context">The actor's context.</param>
    public static IStash CreateStash<T>(this IActorContext context)
        where T : ActorBase => CreateStash(context, typeof(T));

    /// <summary>A stash for an actor.</summary>
    /// <param name="context">The actor's context.</param>
    /// <param name="actorInstance">The actor.</param>
    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) =>
        CreateStash(context, actorInstance.GetType());

    /// <summary>A stash for an actor.</summary>
    /// <param name="context">The actor's context.</param>
    /// <param name="actorType">The actor's type.</param>
    /// <exception cref="ArgumentException">Actors of this type have no stash.</exception>
    public static IStash CreateStash(this IActorContext context, Type actorType)
    {
        var cell = (ActorCell)context;
        if (actorType.IsAssignableTo(typeof(IWithUnboundedStash)))
        {
            return new ActorStash(cell, ActorStash.Unbounded);
        }
        if (actorType.IsAssignableTo(typeof(IWithBoundedStash)) && cell.StashCapacity < 0)
        {
            return new ActorStash(cell, ActorStash.DefaultBound);
        }
        return actorType.IsAssignableTo(typeof(IActorStash))
            ? new ActorStash(cell, cell.StashCapacity)
            : throw new ArgumentException(
                $"Actor {actorType} has no stash: implement IWithStash or IWithUnboundedStash.",
                nameof(actorType)
            );
    }
}
