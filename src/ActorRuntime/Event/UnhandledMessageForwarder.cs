using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs unhandled messages at debug level, if <c>akka.actor.debug.unhandled</c> is on.</summary>
internal sealed class UnhandledMessageForwarder : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));

    protected override void OnReceive(object message)
    {
        if (message is UnhandledMessage unhandled)
        {
            Context.System.EventStream.Publish(
                new Debug(
                    unhandled.Recipient.Path.ToString(),
                    LogSource.SourceType(unhandled.Recipient),
                    $"Unhandled message from {unhandled.Sender} : {unhandled.Message}"
                )
            );
        }
    }
}
