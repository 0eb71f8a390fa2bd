namespace Akka.Actor;

/// <summary>Children.</summary>
internal sealed partial class ActorCell
{
    private ChildContainer? _children;

    public bool IsTerminating => _children is { IsTerminating: true };

    private bool IsWaitingForChildren => _children is { IsWaiting: true };

    public IActorRef ActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        var child = MakeChild(props, CheckName(name));
        // A child that is born while its parent waits for its supervisor's decision (in PreRestart, say) waits with it.
        for (var i = IsFailed ? _suspendCount : 0; i > 0; i--)
        {
            child.Suspend();
        }
        child.Start();
        return child;
    }

    /// <summary>Creates a child from any thread; for the guardians.</summary>
    public IActorRef AttachChild(Props props, string? name)
    {
        var child = MakeChild(props, CheckName(name));
        child.Start();
        return child;
    }

    public IEnumerable<IActorRef> GetChildren() => ChildRefs();

    public IReadOnlyList<IInternalActorRef> ChildRefs() =>
        Volatile.Read(ref _children)?.Refs() ?? (IReadOnlyList<IInternalActorRef>)[];

    /// <summary>The children, looked up only if somebody asks: an actor can have very many.</summary>
    private IEnumerable<IInternalActorRef> RefsOnDemand()
    {
        foreach (var child in ChildRefs())
        {
            yield return child;
        }
    }

    public IActorRef Child(string name) => GetSingleChild(name);

    /// <summary>The child of this name ("name" or "name#uid"), or nobody.</summary>
    public IInternalActorRef GetSingleChild(string name)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        var child = Volatile.Read(ref _children)?.Get(hash < 0 ? name : name[..hash]);
        if (child is null || (hash >= 0 && !HasUid(child, name.AsSpan(hash + 1))))
        {
            return ActorRefs.Nobody;
        }
        return child;
    }

    public void Stop(IActorRef child)
    {
        Volatile.Read(ref _children)?.MarkStopping(child);
        ((IInternalActorRef)child).Stop();
    }

    private static bool HasUid(IInternalActorRef child, ReadOnlySpan<char> uid) =>
        long.TryParse(uid, out var number) && child.Path.Uid == number;

    private static string? CheckName(string? name) =>
        name switch
        {
            null => null,
            "" => throw new InvalidActorNameException("Actor name must not be empty."),
            _ when ActorPath.IsValidPathElement(name) => name,
            _ => throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: {ActorPath.ValidSymbols}."
            ),
        };

    private LocalActorRef MakeChild(Props props, string? name)
    {
        var children = EnsureChildren();
        name = children.Reserve(name);
        LocalActorRef child;
        try
        {
            var path = new ChildActorPath(_self.Path, name, ActorUid.Next());
            child = SystemImpl.ActorOf(props, _self, path);
        }
        catch
        {
            children.Unreserve(name);
            throw;
        }
        if (!children.Add(child))
        {
            throw new InvalidOperationException("Cannot create children while terminating or terminated.");
        }
        if (SystemImpl.Settings.DebugLifecycle)
        {
            PublishDebug($"now supervising {child}");
        }
        return child;
    }

    private ChildContainer EnsureChildren()
    {
        var children = Volatile.Read(ref _children);
        if (children is not null)
        {
            return children;
        }
        var fresh = new ChildContainer();
        return Interlocked.CompareExchange(ref _children, fresh, null) ?? fresh;
    }

    private void StopChildren()
    {
        foreach (var child in ChildRefs())
        {
            Stop(child);
        }
    }

    private void SuspendChildren(Func<IInternalActorRef, bool> except)
    {
        foreach (var child in ChildRefs())
        {
            if (!except(child))
            {
                child.Suspend();
            }
        }
    }

    private void ResumeChildren(Exception? causedByFailure, IActorRef? failedBy)
    {
        foreach (var child in ChildRefs())
        {
            child.Resume(child.Equals(failedBy) ? causedByFailure : null);
        }
    }
}
