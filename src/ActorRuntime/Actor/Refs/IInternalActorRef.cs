using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>What the runtime and supervision can do with a reference; not meant for actors.</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    /// <summary>The actor's supervisor.</summary>
    IInternalActorRef Parent { get; }

    /// <summary>What resolves references in the actor's system.</summary>
    IActorRefProvider Provider { get; }

    /// <summary>True once the actor has stopped for good.</summary>
    bool IsTerminated { get; }

    /// <summary>Finds a descendant; <see cref="ActorRefs.Nobody"/> if there is none.</summary>
    /// <param name="name">The names from here down; ".." goes up, empty ones are skipped.</param>
    IActorRef GetChild(IReadOnlyList<string> name);

    /// <summary>Starts the actor.</summary>
    void Start();

    /// <summary>Lets a suspended actor go on.</summary>
    /// <param name="causedByFailure">The failure that is forgiven, or null.</param>
    void Resume(Exception? causedByFailure = null);

    /// <summary>Keeps the actor from handling messages until it is resumed or restarted.</summary>
    void Suspend();

    /// <summary>Replaces the actor's instance by a new one.</summary>
    /// <param name="cause">Why.</param>
    void Restart(Exception cause);

    /// <summary>Stops the actor after the message it is handling.</summary>
    void Stop();

    /// <summary>Sends a message of the runtime; it overtakes all others.</summary>
    /// <param name="message">The message.</param>
    void SendSystemMessage(ISystemMessage message);

    /// <summary>Sends a message of the runtime; it overtakes all others.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Not used.</param>
    void SendSystemMessage(ISystemMessage message, IActorRef? sender);
}
