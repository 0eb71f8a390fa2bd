using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A reference to a path where no actor lives: what is sent to it becomes a dead letter.</summary>
/// <param name="provider">What resolves references in the system.</param>
/// <param name="path">The path.</param>
/// <param name="eventStream">Where dead letters are published.</param>
public class EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream) : MinimalActorRef
{
    /// <inheritdoc/>
    public override ActorPath Path { get; } = path;

    /// <inheritdoc/>
    public override IActorRefProvider Provider { get; } = provider;

    /// <inheritdoc/>
    public override bool IsTerminated => true;

    private protected EventStream EventStream { get; } = eventStream;

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message) => DeadSystemMessages.Answer(message);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef? sender)
    {
        switch (message)
        {
            case null:
                throw new InvalidMessageException();
            case DeadLetter deadLetter:
                if (!SpecialHandle(deadLetter.Message, deadLetter.Sender))
                {
                    EventStream.Publish(deadLetter);
                }
                break;
            default:
                if (!SpecialHandle(message, sender))
                {
                    EventStream.Publish(new DeadLetter(message, sender ?? Provider.DeadLetters, this));
                }
                break;
        }
    }

    /// <summary>Handles the messages that even a missing actor answers or that nobody wants to hear of.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sent it.</param>
    /// <returns>True if the message needs no dead letter.</returns>
    protected virtual bool SpecialHandle(object message, IActorRef? sender)
    {
        switch (message)
        {
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, subject: null), ActorRefs.NoSender);
                return true;
            case ActorSelectionMessage { Message: Identify identify } selection:
                if (!selection.WildCardFanOut)
                {
                    sender?.Tell(new ActorIdentity(identify.MessageId, subject: null), ActorRefs.NoSender);
                }
                return true;
            case ActorSelectionMessage selection:
                if (!selection.WildCardFanOut)
                {
                    EventStream.Publish(new DeadLetter(selection.Message, sender ?? Provider.DeadLetters, this));
                }
                return true;
            case IDeadLetterSuppression suppressed:
                EventStream.Publish(new SuppressedDeadLetter(suppressed, sender ?? Provider.DeadLetters, this));
                return true;
            default:
                return false;
        }
    }
}
