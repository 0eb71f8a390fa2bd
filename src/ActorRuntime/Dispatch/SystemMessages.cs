using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>
/// A message of the runtime to an actor's cell. The link makes the queue: an instance is sent to one actor, once.
/// </summary>
internal abstract class SystemMessage : ISystemMessage
{
    /// <summary>The next one in the queue that holds this message.</summary>
    public SystemMessage? Next;

    /// <summary>True for messages that wait while the actor is suspended.</summary>
    public virtual bool WaitsWhileSuspended => false;

    /// <summary>True for messages that wait until the children that are stopping have stopped.</summary>
    public virtual bool WaitsForChildren => false;
}

/// <summary>Marks the queue of an actor that takes no more messages.</summary>
internal sealed class NoMessage : SystemMessage
{
    public static readonly NoMessage Instance = new();
}

/// <summary>The first message of every actor: creates its instance.</summary>
internal sealed class Create : SystemMessage;

/// <summary>Replaces the instance.</summary>
internal sealed class Recreate(Exception cause) : SystemMessage
{
    public Exception Cause => cause;

    public override bool WaitsForChildren => true;
}

/// <summary>Keeps the actor from handling messages.</summary>
internal sealed class Suspend : SystemMessage
{
    public override bool WaitsForChildren => true;
}

/// <summary>Undoes one <see cref="Suspend"/>.</summary>
internal sealed class Resume(Exception? causedByFailure) : SystemMessage
{
    public Exception? CausedByFailure => causedByFailure;

    public override bool WaitsForChildren => true;
}

/// <summary>Stops the actor.</summary>
internal sealed class Terminate : SystemMessage;

/// <summary>A child tells its parent that it failed and is suspended.</summary>
internal sealed class Failed(IActorRef child, Exception cause, long uid) : SystemMessage
{
    public IActorRef Child => child;

    public Exception Cause => cause;

    public long Uid => uid;

    public override bool WaitsWhileSuspended => true;

    public override bool WaitsForChildren => true;
}

/// <summary>Makes the watcher hear of the watchee's end.</summary>
internal sealed class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee => watchee;

    public IInternalActorRef Watcher => watcher;
}

/// <summary>Undoes <see cref="Watch"/>.</summary>
internal sealed class Unwatch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee => watchee;

    public IInternalActorRef Watcher => watcher;
}

/// <summary>Tells a watcher or the parent that an actor has stopped.</summary>
internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed) : SystemMessage
{
    public IActorRef Actor => actor;

    public bool ExistenceConfirmed => existenceConfirmed;
}

/// <summary>Runs a continuation of an async handler as the actor.</summary>
internal sealed class ActorTask(ActorTaskScheduler scheduler, Task task) : SystemMessage
{
    public void Execute() => scheduler.Execute(task);
}
