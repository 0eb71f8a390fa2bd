namespace Akka.Actor;

/// <summary>A message and who sent it.</summary>
public readonly struct Envelope
{
    /// <summary>Wraps a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sent it; null becomes the dead letters of <paramref name="system"/>.</param>
    /// <param name="system">The actor system.</param>
    public Envelope(object message, IActorRef? sender, ActorSystem system)
        : this(message, sender ?? system.DeadLetters) { }

    /// <summary>Wraps a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sent it.</param>
    public Envelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    /// <summary>Who sent the message.</summary>
    public IActorRef Sender { get; }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<{Message}> from {Sender}";
}
