namespace Akka.Persistence;

/// <summary>Asks a snapshot store for the latest snapshot of an entity.</summary>
/// <param name="persistenceId">Persistence id of the entity.</param>
/// <param name="criteria">Which snapshots.</param>
/// <param name="toSequenceNr">The highest sequence number it may have.</param>
public sealed class LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr)
    : ISnapshotRequest,
        IEquatable<LoadSnapshot>
{
    /// <summary>Persistence id of the entity.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    /// <summary>The highest sequence number it may have.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <inheritdoc/>
    public bool Equals(LoadSnapshot? other) =>
        other is not null
        && PersistenceId == other.PersistenceId
        && Equals(Criteria, other.Criteria)
        && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LoadSnapshot);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PersistenceId, Criteria, ToSequenceNr);

    /// <inheritdoc/>
    public override string ToString() =>
        $"LoadSnapshot<persistenceId: {PersistenceId}, criteria: {Criteria}, toSequenceNr: {ToSequenceNr}>";
}

/// <summary>The snapshot that was found, if any.</summary>
/// <param name="snapshot">The snapshot; null if there is none.</param>
/// <param name="toSequenceNr">The highest sequence number it may have.</param>
public sealed class LoadSnapshotResult(SelectedSnapshot? snapshot, long toSequenceNr)
    : ISnapshotResponse,
        IEquatable<LoadSnapshotResult>
{
    /// <summary>The snapshot; null if there is none.</summary>
    public SelectedSnapshot? Snapshot { get; } = snapshot;

    /// <summary>The highest sequence number it may have.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <inheritdoc/>
    public bool Equals(LoadSnapshotResult? other) =>
        other is not null && Equals(Snapshot, other.Snapshot) && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LoadSnapshotResult);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Snapshot, ToSequenceNr);

    /// <inheritdoc/>
    public override string ToString() => $"LoadSnapshotResult<snapshot: {Snapshot}, toSequenceNr: {ToSequenceNr}>";
}

/// <summary>A snapshot could not be read.</summary>
/// <param name="cause">Why.</param>
public sealed class LoadSnapshotFailed(Exception cause) : ISnapshotResponse
{
    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <inheritdoc/>
    public override string ToString() => $"LoadSnapshotFailed<cause: {Cause}>";
}
