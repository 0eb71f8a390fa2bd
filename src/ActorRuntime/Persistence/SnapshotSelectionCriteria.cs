namespace Akka.Persistence;

/// <summary>Which snapshots of an entity are meant. All ends of the ranges belong to them.</summary>
/// <param name="maxSequenceNr">The highest sequence number.</param>
/// <param name="maxTimeStamp">The latest time (UTC).</param>
/// <param name="minSequenceNr">The lowest sequence number.</param>
/// <param name="minTimestamp">The earliest time (UTC); null for any.</param>
public sealed class SnapshotSelectionCriteria(
    long maxSequenceNr,
    DateTime maxTimeStamp,
    long minSequenceNr = 0,
    DateTime? minTimestamp = null
) : IEquatable<SnapshotSelectionCriteria>
{
    /// <summary>Snapshots up to a sequence number.</summary>
    /// <param name="maxSequenceNr">The highest sequence number.</param>
    public SnapshotSelectionCriteria(long maxSequenceNr)
        : this(maxSequenceNr, DateTime.MaxValue) { }

    /// <summary>The latest of all.</summary>
    public static SnapshotSelectionCriteria Latest { get; } = new(long.MaxValue);

    /// <summary>No snapshot.</summary>
    public static SnapshotSelectionCriteria None { get; } = new(0, DateTime.MinValue);

    /// <summary>The highest sequence number.</summary>
    public long MaxSequenceNr { get; } = maxSequenceNr;

    /// <summary>The latest time (UTC).</summary>
    public DateTime MaxTimeStamp { get; } = maxTimeStamp;

    /// <summary>The lowest sequence number.</summary>
    public long MinSequenceNr { get; } = minSequenceNr;

    /// <summary>The earliest time (UTC).</summary>
    public DateTime? MinTimestamp { get; } = minTimestamp ?? DateTime.MinValue;

    /// <inheritdoc/>
    public bool Equals(SnapshotSelectionCriteria? other) =>
        other is not null
        && MaxSequenceNr == other.MaxSequenceNr
        && MaxTimeStamp == other.MaxTimeStamp
        && MinSequenceNr == other.MinSequenceNr
        && MinTimestamp == other.MinTimestamp;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SnapshotSelectionCriteria);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MaxSequenceNr, MaxTimeStamp, MinSequenceNr, MinTimestamp);

    /// <inheritdoc/>
    public override string ToString() =>
        $"SnapshotSelectionCriteria<maxSequenceNr: {MaxSequenceNr}, maxTimestamp: {MaxTimeStamp:O}, "
        + $"minSequenceNr: {MinSequenceNr}, minTimestamp: {MinTimestamp:O}>";

    internal SnapshotSelectionCriteria Limit(long toSequenceNr) =>
        toSequenceNr < MaxSequenceNr
            ? new SnapshotSelectionCriteria(toSequenceNr, MaxTimeStamp, MinSequenceNr, MinTimestamp)
            : this;

    internal bool Matches(SnapshotMetadata metadata) =>
        metadata.SequenceNr >= MinSequenceNr
        && metadata.SequenceNr <= MaxSequenceNr
        && metadata.Timestamp >= MinTimestamp
        && metadata.Timestamp <= MaxTimeStamp;
}
