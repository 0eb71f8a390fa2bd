using Akka.Actor;

namespace Akka.TestKit;

/// <summary>
/// A reference to an actor that runs on the thread of the test: <c>Tell</c> returns when the message was handled, and the test
/// can look at the actor's instance.
/// </summary>
/// <typeparam name="TActor">The actor.</typeparam>
public class TestActorRef<TActor> : TestActorRefBase<TActor>
    where TActor : ActorBase
{
    /// <summary>Creates and starts the actor.</summary>
    /// <param name="system">Its system.</param>
    /// <param name="actorProps">How to create it; runs on the calling-thread dispatcher unless it names another.</param>
    /// <param name="supervisor">Its parent; null for the user guardian.</param>
    /// <param name="name">Its name; null to have one made up.</param>
    public TestActorRef(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
        : base(system, actorProps, supervisor, name) { }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => base.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>True if both mean the same actor.</summary>
    /// <param name="testActorRef">One reference.</param>
    /// <param name="actorRef">The other one.</param>
    public static bool operator ==(TestActorRef<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    /// <summary>True if both mean different actors.</summary>
    /// <param name="testActorRef">One reference.</param>
    /// <param name="actorRef">The other one.</param>
    public static bool operator !=(TestActorRef<TActor>? testActorRef, IActorRef? actorRef) =>
        !(testActorRef == actorRef);

    /// <summary>True if both mean the same actor.</summary>
    /// <param name="actorRef">One reference.</param>
    /// <param name="testActorRef">The other one.</param>
    public static bool operator ==(IActorRef? actorRef, TestActorRef<TActor>? testActorRef) => testActorRef == actorRef;

    /// <summary>True if both mean different actors.</summary>
    /// <param name="actorRef">One reference.</param>
    /// <param name="testActorRef">The other one.</param>
    public static bool operator !=(IActorRef? actorRef, TestActorRef<TActor>? testActorRef) =>
        !(testActorRef == actorRef);
}
