using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>Questions to a reference that may be missing.</summary>
public static class ActorRefExtensions
{
    /// <summary>True if the reference is null or <see cref="ActorRefs.Nobody"/>.</summary>
    /// <param name="actorRef">The reference.</param>
    public static bool IsNobody([NotNullWhen(false)] this IActorRef? actorRef) => actorRef is null or Nobody;

    /// <summary>The reference, or another one if it means nobody.</summary>
    /// <param name="actorRef">The reference.</param>
    /// <param name="elseValue">Makes the other one.</param>
    public static IActorRef GetOrElse(this IActorRef? actorRef, Func<IActorRef> elseValue) =>
        actorRef.IsNobody() ? elseValue() : actorRef;
}
