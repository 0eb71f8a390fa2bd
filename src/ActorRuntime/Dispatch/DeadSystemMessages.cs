using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>What becomes of system messages to an actor that is gone.</summary>
internal static class DeadSystemMessages
{
    /// <summary>Tells a watcher that came too late; nobody waits for anything else.</summary>
    public static void Answer(ISystemMessage message)
    {
        if (message is Watch watch && !watch.Watcher.Equals(watch.Watchee))
        {
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false));
        }
    }
}
