using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Stopping an actor and waiting for its end.</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends a <see cref="PoisonPill"/> and waits until the actor has stopped.</summary>
    /// <param name="target">The actor.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <returns>True once the actor has stopped; cancelled if it has not in time.</returns>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) =>
        target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends a message that makes an actor stop and waits until it has.</summary>
    /// <param name="target">The actor.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="stopMessage">The message.</param>
    /// <returns>True once the actor has stopped; cancelled if it has not in time.</returns>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var actor = (IInternalActorRef)target;
        var stopped = new PromiseRef<Terminated>(actor.Provider);
        stopped.Limit(timeout, CancellationToken.None);
        actor.SendSystemMessage(new Watch(actor, stopped));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await stopped.Task;
            return true;
        }
        catch (AskTimeoutException late)
        {
            actor.SendSystemMessage(new Unwatch(actor, stopped));
            throw new TaskCanceledException($"{target} has not stopped within {timeout}.", late);
        }
    }
}
