namespace Akka.Actor;

/// <summary>An untyped actor with a stash of the size that its mailbox allows.</summary>
public abstract class UntypedActorWithStash : UntypedActor, IWithStash
{
    /// <summary>The stash.</summary>
    public IStash Stash { get; set; } = null!;
}

/// <summary>An untyped actor with a stash without limit.</summary>
public abstract class UntypedActorWithUnboundedStash : UntypedActor, IWithUnboundedStash
{
    /// <summary>The stash.</summary>
    public IStash Stash { get; set; } = null!;
}

/// <summary>An untyped actor with a stash that makes no demands on the mailbox.</summary>
public abstract class UntypedActorWithUnrestrictedStash : UntypedActor, IWithUnrestrictedStash
{
    /// <summary>The stash.</summary>
    public IStash Stash { get; set; } = null!;
}
