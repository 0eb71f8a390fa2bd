using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that the test actor received, with its sender.</summary>
public abstract class MessageEnvelope
{
    /// <summary>The message.</summary>
    public abstract object Message { get; }

    /// <summary>Who sent it.</summary>
    public abstract IActorRef Sender { get; }
}

/// <summary>A message that the test actor received, with its sender.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">Who sent it.</param>
public class RealMessageEnvelope(object message, IActorRef sender) : MessageEnvelope
{
    /// <inheritdoc/>
    public override object Message => message;

    /// <inheritdoc/>
    public override IActorRef Sender => sender;

    /// <inheritdoc/>
    public override string ToString() =>
        $"<{Message}> from {(Sender is null || Sender.IsNobody() ? "NoSender" : Sender)}";
}

/// <summary>Stands for the message that did not come.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    /// <summary>The only instance.</summary>
#pragma warning disable CA2211 // Akka.NET's field is not read-only; code that is compiled against it expects a field.
    public static NullMessageEnvelope Instance = new();
#pragma warning restore CA2211

    private NullMessageEnvelope() { }

    /// <summary>Throws.</summary>
    /// <exception cref="IllegalActorStateException">Always.</exception>
    public override object Message => throw new IllegalActorStateException("last receive did not return a message");

    /// <summary>Throws.</summary>
    /// <exception cref="IllegalActorStateException">Always.</exception>
    public override IActorRef Sender =>
        throw new IllegalActorStateException("last receive did not return a message with sender");

    /// <inheritdoc/>
    public override string ToString() => "<null message>";
}
