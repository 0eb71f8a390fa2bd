namespace Akka.Persistence;

/// <summary>What identifies a snapshot.</summary>
/// <param name="persistenceId">Persistence id of the entity.</param>
/// <param name="sequenceNr">Sequence number of the last event that is part of the state.</param>
/// <param name="timestamp">When it was made (UTC).</param>
public sealed class SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
    : IEquatable<SnapshotMetadata>
{
    /// <summary>What identifies a snapshot whose time is not known.</summary>
    /// <param name="persistenceId">Persistence id of the entity.</param>
    /// <param name="sequenceNr">Sequence number of the last event that is part of the state.</param>
    public SnapshotMetadata(string persistenceId, long sequenceNr)
        : this(persistenceId, sequenceNr, DateTime.MinValue) { }

    /// <summary>Orders snapshots by entity, then by sequence number, then by time.</summary>
    public static IComparer<SnapshotMetadata> Comparer { get; } =
        Comparer<SnapshotMetadata>.Create(
            static (x, y) =>
            {
                var byId = string.CompareOrdinal(x.PersistenceId, y.PersistenceId);
                var bySequenceNr = byId != 0 ? byId : x.SequenceNr.CompareTo(y.SequenceNr);
                return bySequenceNr != 0 ? bySequenceNr : x.Timestamp.CompareTo(y.Timestamp);
            }
        );

    /// <summary>Persistence id of the entity.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>Sequence number of the last event that is part of the state.</summary>
    public long SequenceNr { get; } = sequenceNr;

    /// <summary>When it was made (UTC).</summary>
    public DateTime Timestamp { get; } = timestamp;

    /// <inheritdoc/>
    public bool Equals(SnapshotMetadata? other) => other is not null && Comparer.Compare(this, other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SnapshotMetadata);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PersistenceId, SequenceNr, Timestamp);

    /// <inheritdoc/>
    public override string ToString() =>
        $"SnapshotMetadata<persistenceId: {PersistenceId}, sequenceNr: {SequenceNr}, timestamp: {Timestamp:O}>";
}
