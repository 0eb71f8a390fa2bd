namespace Akka.Actor;

/// <summary>The inside of an actor.</summary>
public interface IInternalActor
{
    /// <summary>The actor's context.</summary>
    IActorContext ActorContext { get; }
}
