namespace Akka.Actor;

/// <summary>The answer to <see cref="Identify"/>.</summary>
/// <param name="messageId">What the question carried.</param>
/// <param name="subject">The actor that answers; null if there is none.</param>
public sealed class ActorIdentity(object? messageId, IActorRef? subject)
{
    /// <summary>What the question carried.</summary>
    public object? MessageId { get; } = messageId;

    /// <summary>The actor that answers; null if there is none.</summary>
    public IActorRef? Subject { get; } = subject;

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj is ActorIdentity other && Equals(MessageId, other.MessageId) && Equals(Subject, other.Subject);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MessageId, Subject);

    /// <inheritdoc/>
    public override string ToString() => $"<ActorIdentity>: {MessageId} - Subject {Subject}";
}
