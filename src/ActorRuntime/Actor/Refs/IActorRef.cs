using Akka.Util;

namespace Akka.Actor;

/// <summary>Something that takes messages.</summary>
public interface ICanTell
{
    /// <summary>Sends a message, at most once and without waiting.</summary>
    /// <param name="message">The message; immutable by convention.</param>
    /// <param name="sender">Whom the receiver sees as sender; null if nobody can be answered.</param>
    void Tell(object message, IActorRef? sender);
}

/// <summary>
/// A handle to an actor. It stays valid over restarts of the actor; once the actor has stopped, messages go to the dead
/// letters. Two references are equal if they mean the same incarnation of the same path.
/// </summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable, ISurrogated
{
    /// <summary>The actor's path.</summary>
    ActorPath Path { get; }
}

/// <summary>Tells references to actors of this process from others.</summary>
public interface IActorRefScope
{
    /// <summary>True if the actor lives in this process.</summary>
    bool IsLocal { get; }
}
