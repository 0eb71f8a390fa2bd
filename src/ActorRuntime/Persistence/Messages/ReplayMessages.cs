using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>Asks a journal for the events of an entity.</summary>
/// <param name="fromSequenceNr">The first sequence number.</param>
/// <param name="toSequenceNr">The last sequence number.</param>
/// <param name="max">The most events to send.</param>
/// <param name="persistenceId">Persistence id of the entity.</param>
/// <param name="persistentActor">The actor that gets the answers.</param>
public sealed class ReplayMessages(
    long fromSequenceNr,
    long toSequenceNr,
    long max,
    string persistenceId,
    IActorRef persistentActor
) : IJournalRequest, IEquatable<ReplayMessages>
{
    /// <summary>The first sequence number.</summary>
    public long FromSequenceNr { get; } = fromSequenceNr;

    /// <summary>The last sequence number.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <summary>The most events to send.</summary>
    public long Max { get; } = max;

    /// <summary>Persistence id of the entity.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>The actor that gets the answers.</summary>
    public IActorRef PersistentActor { get; } = persistentActor;

    /// <inheritdoc/>
    public bool Equals(ReplayMessages? other) =>
        other is not null
        && FromSequenceNr == other.FromSequenceNr
        && ToSequenceNr == other.ToSequenceNr
        && Max == other.Max
        && PersistenceId == other.PersistenceId
        && Equals(PersistentActor, other.PersistentActor);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReplayMessages);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(FromSequenceNr, ToSequenceNr, Max, PersistenceId, PersistentActor);

    /// <inheritdoc/>
    public override string ToString() =>
        $"ReplayMessages<fromSequenceNr: {FromSequenceNr}, toSequenceNr: {ToSequenceNr}, max: {Max}, persistenceId: {PersistenceId}, persistentActor: {PersistentActor}>";
}

/// <summary>One event of a replay.</summary>
/// <param name="persistent">The event.</param>
public sealed class ReplayedMessage(IPersistentRepresentation persistent)
    : IJournalResponse,
        IDeadLetterSuppression,
        IEquatable<ReplayedMessage>
{
    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; } = persistent;

    /// <summary>What it answers, if the journal says so.</summary>
    internal ReplayMessages? Request { get; init; }

    /// <inheritdoc/>
    public bool Equals(ReplayedMessage? other) => other is not null && Equals(Persistent, other.Persistent);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReplayedMessage);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Persistent);

    /// <inheritdoc/>
    public override string ToString() => $"ReplayedMessage<persistent: {Persistent}>";
}

/// <summary>All events of a replay were sent.</summary>
/// <param name="highestSequenceNr">The highest sequence number ever stored for the entity.</param>
public sealed class RecoverySuccess(long highestSequenceNr)
    : IJournalResponse,
        IDeadLetterSuppression,
        IEquatable<RecoverySuccess>
{
    /// <summary>The highest sequence number ever stored for the entity.</summary>
    public long HighestSequenceNr { get; } = highestSequenceNr;

    /// <summary>What it answers, if the journal says so.</summary>
    internal ReplayMessages? Request { get; init; }

    /// <inheritdoc/>
    public bool Equals(RecoverySuccess? other) => other is not null && HighestSequenceNr == other.HighestSequenceNr;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RecoverySuccess);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(HighestSequenceNr);

    /// <inheritdoc/>
    public override string ToString() => $"RecoverySuccess<highestSequenceNr: {HighestSequenceNr}>";
}

/// <summary>A replay failed.</summary>
/// <param name="cause">Why.</param>
public sealed class ReplayMessagesFailure(Exception cause)
    : IJournalResponse,
        IDeadLetterSuppression,
        IEquatable<ReplayMessagesFailure>
{
    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>What it answers, if the journal says so.</summary>
    internal ReplayMessages? Request { get; init; }

    /// <inheritdoc/>
    public bool Equals(ReplayMessagesFailure? other) => other is not null && Equals(Cause, other.Cause);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReplayMessagesFailure);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Cause);

    /// <inheritdoc/>
    public override string ToString() => $"ReplayMessagesFailure<cause: {Cause}>";
}
