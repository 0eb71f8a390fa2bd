using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A reference without an actor behind it: it has no children and no life.</summary>
public abstract class MinimalActorRef : InternalActorRefBase
{
    /// <inheritdoc/>
    public override IInternalActorRef Parent => ActorRefs.Nobody;

    /// <inheritdoc/>
    public override bool IsLocal => true;

    /// <inheritdoc/>
    public override bool IsTerminated => false;

    /// <inheritdoc/>
    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        foreach (var element in name)
        {
            if (element.Length > 0)
            {
                return ActorRefs.Nobody;
            }
        }
        return this;
    }

    /// <inheritdoc/>
    public override void Start() { }

    /// <inheritdoc/>
    public override void Suspend() { }

    /// <inheritdoc/>
    public override void Resume(Exception? causedByFailure = null) { }

    /// <inheritdoc/>
    public override void Restart(Exception cause) { }

    /// <inheritdoc/>
    public override void Stop() { }

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message) { }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef? sender) { }
}
