using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Asks a journal to delete the events of an entity up to a sequence number.</summary>
/// <param name="persistenceId">Persistence id of the entity.</param>
/// <param name="toSequenceNr">The last sequence number to delete.</param>
/// <param name="persistentActor">The actor that gets the answers.</param>
public sealed class DeleteMessagesTo(string persistenceId, long toSequenceNr, IActorRef persistentActor)
    : IJournalRequest,
        IEquatable<DeleteMessagesTo>
{
    /// <summary>Persistence id of the entity.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>The last sequence number to delete.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <summary>The actor that gets the answers.</summary>
    public IActorRef PersistentActor { get; } = persistentActor;

    /// <inheritdoc/>
    public bool Equals(DeleteMessagesTo? other) =>
        other is not null
        && PersistenceId == other.PersistenceId
        && ToSequenceNr == other.ToSequenceNr
        && Equals(PersistentActor, other.PersistentActor);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeleteMessagesTo);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PersistenceId, ToSequenceNr, PersistentActor);

    /// <inheritdoc/>
    public override string ToString() =>
        $"DeleteMessagesTo<persistenceId: {PersistenceId}, toSequenceNr: {ToSequenceNr}, persistentActor: {PersistentActor}>";
}

/// <summary>The events were deleted.</summary>
/// <param name="toSequenceNr">The last sequence number that was deleted.</param>
public sealed class DeleteMessagesSuccess(long toSequenceNr) : IEquatable<DeleteMessagesSuccess>
{
    /// <summary>The last sequence number that was deleted.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <inheritdoc/>
    public bool Equals(DeleteMessagesSuccess? other) => other is not null && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeleteMessagesSuccess);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ToSequenceNr);

    /// <inheritdoc/>
    public override string ToString() => $"DeleteMessagesSuccess<toSequenceNr: {ToSequenceNr}>";
}

/// <summary>The events could not be deleted.</summary>
/// <param name="cause">Why.</param>
/// <param name="toSequenceNr">The last sequence number that was to be deleted.</param>
public sealed class DeleteMessagesFailure(Exception cause, long toSequenceNr)
    : INoSerializationVerificationNeeded,
        IEquatable<DeleteMessagesFailure>
{
    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>The last sequence number that was to be deleted.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <inheritdoc/>
    public bool Equals(DeleteMessagesFailure? other) =>
        other is not null && Equals(Cause, other.Cause) && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeleteMessagesFailure);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Cause, ToSequenceNr);

    /// <inheritdoc/>
    public override string ToString() => $"DeleteMessagesFailure<cause: {Cause}, toSequenceNr: {ToSequenceNr}>";
}
