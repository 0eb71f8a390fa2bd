using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>The test event listeners of a system.</summary>
internal static class Listeners
{
    public static IReadOnlyList<IActorRef> Of(ActorSystem system) =>
        [
            .. ((LocalActorRef)((ActorSystemImpl)system).SystemGuardian)
                .Cell.ChildRefs()
                .OfType<LocalActorRef>()
                .Where(child => !child.IsTerminated && child.Cell.Props.Type.IsAssignableTo(typeof(TestEventListener))),
        ];

    /// <summary>
    /// Waits until they listen. A system does not wait for its loggers, but a filter that comes before them would be lost.
    /// </summary>
    public static void AwaitReady(ActorSystem system)
    {
        foreach (var listener in Of(system))
        {
            listener
                .Ask<ActorIdentity>(new Identify(listener), system.Settings.LoggerStartTimeout)
                .GetAwaiter()
                .GetResult();
        }
    }
}
