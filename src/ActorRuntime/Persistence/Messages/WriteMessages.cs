using System.Runtime.InteropServices;
using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Asks a journal to store events, in this order.</summary>
/// <param name="messages">What to store, and what only to send back in its turn.</param>
/// <param name="persistentActor">The actor that gets the answers.</param>
/// <param name="actorInstanceId">Which incarnation of the actor asked; the answer to an earlier one is ignored.</param>
public sealed class WriteMessages(
    IEnumerable<IPersistentEnvelope> messages,
    IActorRef persistentActor,
    int actorInstanceId
) : IJournalRequest, IEquatable<WriteMessages>
{
    /// <summary>What to store, and what only to send back in its turn.</summary>
    public IEnumerable<IPersistentEnvelope> Messages { get; } = messages;

    internal ReadOnlySpan<IPersistentEnvelope> Envelopes =>
        Messages is List<IPersistentEnvelope> list ? CollectionsMarshal.AsSpan(list) : Messages.ToArray();

    /// <summary>The actor that gets the answers.</summary>
    public IActorRef PersistentActor { get; } = persistentActor;

    /// <summary>Which incarnation of the actor asked; the answer to an earlier one is ignored.</summary>
    public int ActorInstanceId { get; } = actorInstanceId;

    /// <inheritdoc/>
    public bool Equals(WriteMessages? other) =>
        other is not null
        && Equals(Messages, other.Messages)
        && Equals(PersistentActor, other.PersistentActor)
        && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WriteMessages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Messages, PersistentActor, ActorInstanceId);

    /// <inheritdoc/>
    public override string ToString() =>
        $"WriteMessages<messages: {Messages}, persistentActor: {PersistentActor}, actorInstanceId: {ActorInstanceId}>";
}

/// <summary>The events of a request were handled; what became of each is told by the messages that follow.</summary>
public sealed class WriteMessagesSuccessful : IJournalResponse
{
    private WriteMessagesSuccessful() { }

    /// <summary>The only instance.</summary>
    public static WriteMessagesSuccessful Instance { get; } = new();
}

/// <summary>None of the events of a request is certain to be stored.</summary>
/// <param name="cause">Why.</param>
/// <param name="writeCount">How many atomic writes the request had.</param>
public sealed class WriteMessagesFailed(Exception cause, int writeCount)
    : IJournalResponse,
        IEquatable<WriteMessagesFailed>
{
    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>How many atomic writes the request had.</summary>
    public int WriteCount { get; } = writeCount;

    /// <inheritdoc/>
    public bool Equals(WriteMessagesFailed? other) =>
        other is not null && Equals(Cause, other.Cause) && WriteCount == other.WriteCount;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WriteMessagesFailed);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Cause, WriteCount);

    /// <inheritdoc/>
    public override string ToString() => $"WriteMessagesFailed<cause: {Cause}, writeCount: {WriteCount}>";
}
