using Akka.Event;

namespace Akka.Actor;

/// <summary>Where messages end that nobody can receive: they are published to the event stream as <see cref="DeadLetter"/>.</summary>
/// <param name="provider">What resolves references in the system.</param>
/// <param name="path">The path.</param>
/// <param name="eventStream">Where dead letters are published.</param>
public class DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    : EmptyLocalActorRef(provider, path, eventStream)
{
    /// <summary>Publishes what a stopped actor was sent.</summary>
    internal void Bury(object message, IActorRef? sender, IActorRef recipient)
    {
        switch (message)
        {
            // A dead letter that could not be delivered to a subscriber must not breed another one.
            case DeadLetter:
                return;
            case IDeadLetterSuppression suppressed:
                EventStream.Publish(new SuppressedDeadLetter(suppressed, sender ?? this, recipient));
                return;
            default:
                if (!SpecialHandle(message, sender))
                {
                    EventStream.Publish(new DeadLetter(message, sender ?? this, recipient));
                }
                return;
        }
    }
}
