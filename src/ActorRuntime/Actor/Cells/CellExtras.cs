using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The part of an actor's state that most actors never need.</summary>
internal sealed class CellExtras
{
    /// <summary>The behaviours under the current one, without the actor's own Receive.</summary>
    public Stack<Receive>? BehaviorStack;

    /// <summary>Whom this actor watches, and what it wants to be told instead of Terminated.</summary>
    public Dictionary<IActorRef, object?>? Watching;

    /// <summary>Who watches this actor.</summary>
    public HashSet<IInternalActorRef>? WatchedBy;

    /// <summary>Whose Terminated is in the mailbox, and what is delivered instead; one that is no longer here is dropped.</summary>
    public Dictionary<IActorRef, object?>? TerminatedQueued;

    /// <summary>Which actor made this one fail (itself or a descendant); null if it has not failed.</summary>
    public IActorRef? FailedBy;

    /// <summary>System messages that wait for the actor to be resumed or for its children to stop, newest first.</summary>
    public SystemMessage? Deferred;

    public TimeSpan? ReceiveTimeout;

    public ICancelable? PendingReceiveTimeout;

    public ActorTaskScheduler? TaskScheduler;
}
