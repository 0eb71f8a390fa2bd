using System.Collections.Concurrent;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>The root of the tree: beside its children it knows the references that exist for one answer.</summary>
internal sealed class RootGuardianActorRef(
    ActorSystemImpl system,
    Props props,
    MessageDispatcher dispatcher,
    IInternalActorRef supervisor,
    ActorPath path,
    TempContainerRef temp,
    IInternalActorRef deadLetters
) : LocalActorRef(system, props, dispatcher, supervisor, path)
{
    public override IInternalActorRef Parent => this;

    internal override IInternalActorRef GetSingleChild(string name) =>
        name switch
        {
            "temp" => temp,
            "deadLetters" => deadLetters,
            _ => base.GetSingleChild(name),
        };
}

/// <summary>The parent of references that exist for one answer, at <c>/temp</c>.</summary>
internal sealed class TempContainerRef(IActorRefProvider provider, ActorPath path) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new(StringComparer.Ordinal);

    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public override IInternalActorRef Parent => provider.RootGuardian;

    public void Add(string name, IInternalActorRef child) => _children[name] = child;

    public void Remove(string name) => _children.TryRemove(name, out _);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0)
        {
            return this;
        }
        return name[0] switch
        {
            "" => GetChild([.. name.Skip(1)]),
            ".." => Parent.GetChild([.. name.Skip(1)]),
            _ => name.Count == 1 && _children.TryGetValue(name[0], out var child) ? child : ActorRefs.Nobody,
        };
    }
}

/// <summary>Drops what it is sent, without a dead letter.</summary>
internal sealed class IgnoreActorRef(IActorRefProvider provider) : MinimalActorRef
{
    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "local")) / "ignore";

    public override IActorRefProvider Provider => provider;
}
