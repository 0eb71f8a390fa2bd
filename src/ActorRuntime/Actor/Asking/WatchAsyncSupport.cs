using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Waiting for the end of an actor.</summary>
public static class WatchAsyncSupport
{
    /// <summary>Waits until an actor has stopped.</summary>
    /// <param name="target">The actor.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>True once the actor has stopped; false if the waiting was ended.</returns>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        var actor = (IInternalActorRef)target;
        var stopped = new PromiseRef<Terminated>(actor.Provider);
        stopped.Limit(Timeout.InfiniteTimeSpan, token);
        actor.SendSystemMessage(new Watch(actor, stopped));
        try
        {
            await stopped.Task;
            return true;
        }
        catch (OperationCanceledException)
        {
            actor.SendSystemMessage(new Unwatch(actor, stopped));
            return false;
        }
    }
}
