namespace Akka.Actor;

/// <summary>Sending with the current actor as sender.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends a message; inside an actor, that actor is the sender, elsewhere there is none.</summary>
    /// <param name="receiver">Who gets the message.</param>
    /// <param name="message">The message.</param>
    public static void Tell(this IActorRef receiver, object message) =>
        receiver.Tell(message, ActorCell.GetCurrentSelfOrNoSender());

    /// <summary>Passes the message being handled on, with its original sender.</summary>
    /// <param name="receiver">Who gets the message.</param>
    /// <param name="message">The message.</param>
    public static void Forward(this IActorRef receiver, object message) =>
        receiver.Tell(message, ActorCell.GetCurrentSenderOrNoSender());
}
