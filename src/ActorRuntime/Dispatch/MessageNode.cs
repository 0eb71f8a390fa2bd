using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>One message in a <see cref="Mailbox"/>.</summary>
internal sealed class MessageNode
{
    /// <summary>Volatile, because the link is what hands the node's content to the consumer.</summary>
    public volatile MessageNode? Next;

    /// <summary>The message; null once it was taken.</summary>
    public object? Message;

    public IActorRef? Sender;
}
