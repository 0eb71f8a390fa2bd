namespace Akka.Actor;

/// <summary>
/// Marks an actor whose messages are logged at level DEBUG, with whether it handled them, while
/// <c>akka.actor.debug.receive</c> is on.
/// </summary>
public interface ILogReceive;
