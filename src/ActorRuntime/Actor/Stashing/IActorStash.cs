using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor with a stash. The runtime sets it before <c>PreStart</c>.</summary>
public interface IActorStash
{
    /// <summary>The stash; not yet there in the constructor.</summary>
    IStash Stash { get; set; }
}

/// <summary>An actor with a stash, whatever its mailbox.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>An actor with a stash that has the limit set by <c>stash-capacity</c> of its mailbox or by its props; none by default.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>An actor with a stash without limit.</summary>
public interface IWithUnboundedStash
    : IWithUnrestrictedStash,
        IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

/// <summary>An actor with a stash that has a limit.</summary>
public interface IWithBoundedStash
    : IWithUnrestrictedStash,
        IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>;
