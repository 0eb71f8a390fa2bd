using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A reference to an actor of this process.</summary>
public class LocalActorRef : InternalActorRefBase
{
    private readonly ActorCell _cell;

    internal LocalActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef supervisor,
        ActorPath path
    )
    {
        Path = path;
        // The mailbox before the cell: senders write to the one, the actor to the other, and what is allocated together
        // shares cache lines.
        Mailbox = new Mailbox();
        _cell = new ActorCell(system, this, props, dispatcher, supervisor);
        Mailbox.Attach(_cell);
    }

    /// <inheritdoc/>
    public override ActorPath Path { get; }

    /// <inheritdoc/>
    public override IInternalActorRef Parent => _cell.Parent;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;

    /// <inheritdoc/>
    public override bool IsTerminated => _cell.IsTerminated;

    /// <inheritdoc/>
    public override bool IsLocal => true;

    internal Mailbox Mailbox { get; }

    internal ActorCell Cell => _cell;

    /// <inheritdoc/>
    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            current = Step(current, name[i]);
            if (current is not LocalActorRef)
            {
                return current.IsNobody() ? current : current.GetChild([.. name.Skip(i + 1)]);
            }
        }
        return current;
    }

    /// <inheritdoc/>
    public override void Start() => _cell.Start();

    /// <inheritdoc/>
    public override void Suspend() => _cell.SendSystemMessage(new Suspend());

    /// <inheritdoc/>
    public override void Resume(Exception? causedByFailure = null) =>
        _cell.SendSystemMessage(new Resume(causedByFailure));

    /// <inheritdoc/>
    public override void Restart(Exception cause) => _cell.SendSystemMessage(new Recreate(cause));

    /// <inheritdoc/>
    public override void Stop() => _cell.SendSystemMessage(new Terminate());

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message) =>
        _cell.SendSystemMessage(message);

    /// <summary>The child of this name, or nobody.</summary>
    internal virtual IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is null)
        {
            throw new InvalidMessageException();
        }
        Mailbox.Enqueue(message, sender);
    }

    private static IInternalActorRef Step(IInternalActorRef current, string name) =>
        name switch
        {
            "" => current,
            ".." => current.Parent,
            _ => ((LocalActorRef)current).GetSingleChild(name),
        };
}
