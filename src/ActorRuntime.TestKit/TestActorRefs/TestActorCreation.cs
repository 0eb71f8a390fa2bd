using Akka.Actor;
using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>Creates actors that run on the thread of the test.</summary>
internal static class TestActorCreation
{
    public static LocalActorRef Create(ActorSystemImpl system, Props props, IActorRef? supervisor, string? name)
    {
        TestKitExtension.For(system); // Brings the dispatcher's section into a system that was made without the TestKit.
        if (string.Equals(props.Dispatcher, Dispatchers.DefaultDispatcherId, StringComparison.Ordinal))
        {
            props = props.WithDispatcher(CallingThreadDispatcher.Id);
        }
        var parent = supervisor ?? system.Guardian;
        return system.Provider.ResolveActorRef(parent.Path) is LocalActorRef local
            ? (LocalActorRef)local.Cell.AttachChild(props, name)
            : throw new ArgumentException($"{parent} is no actor of {system.Name}.", nameof(supervisor));
    }
}
