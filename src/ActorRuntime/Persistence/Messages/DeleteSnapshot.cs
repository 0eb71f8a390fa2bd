namespace Akka.Persistence;

/// <summary>Asks a snapshot store to delete one snapshot.</summary>
/// <param name="metadata">Which snapshot.</param>
public sealed class DeleteSnapshot(SnapshotMetadata metadata) : ISnapshotRequest, IEquatable<DeleteSnapshot>
{
    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; } = metadata;

    /// <inheritdoc/>
    public bool Equals(DeleteSnapshot? other) => other is not null && Equals(Metadata, other.Metadata);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshot);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Metadata);

    /// <inheritdoc/>
    public override string ToString() => $"DeleteSnapshot<metadata: {Metadata}>";
}

/// <summary>A snapshot was deleted, or was not there.</summary>
/// <param name="metadata">Which snapshot.</param>
public sealed class DeleteSnapshotSuccess(SnapshotMetadata metadata)
    : ISnapshotResponse,
        IEquatable<DeleteSnapshotSuccess>
{
    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; } = metadata;

    /// <inheritdoc/>
    public bool Equals(DeleteSnapshotSuccess? other) => other is not null && Equals(Metadata, other.Metadata);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotSuccess);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Metadata);

    /// <inheritdoc/>
    public override string ToString() => $"DeleteSnapshotSuccess<metadata: {Metadata}>";
}

/// <summary>A snapshot could not be deleted.</summary>
/// <param name="metadata">Which snapshot.</param>
/// <param name="cause">Why.</param>
public sealed class DeleteSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    : ISnapshotResponse,
        IEquatable<DeleteSnapshotFailure>
{
    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; } = metadata;

    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <inheritdoc/>
    public bool Equals(DeleteSnapshotFailure? other) =>
        other is not null && Equals(Metadata, other.Metadata) && Equals(Cause, other.Cause);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotFailure);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Metadata, Cause);

    /// <inheritdoc/>
    public override string ToString() => $"DeleteSnapshotFailure<metadata: {Metadata}, cause: {Cause}>";
}

/// <summary>Asks a snapshot store to delete snapshots of an entity.</summary>
/// <param name="persistenceId">Persistence id of the entity.</param>
/// <param name="criteria">Which snapshots.</param>
public sealed class DeleteSnapshots(string persistenceId, SnapshotSelectionCriteria criteria)
    : ISnapshotRequest,
        IEquatable<DeleteSnapshots>
{
    /// <summary>Persistence id of the entity.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    /// <inheritdoc/>
    public bool Equals(DeleteSnapshots? other) =>
        other is not null && PersistenceId == other.PersistenceId && Equals(Criteria, other.Criteria);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshots);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PersistenceId, Criteria);

    /// <inheritdoc/>
    public override string ToString() => $"DeleteSnapshots<persistenceId: {PersistenceId}, criteria: {Criteria}>";
}

/// <summary>The snapshots were deleted.</summary>
/// <param name="criteria">Which snapshots.</param>
public sealed class DeleteSnapshotsSuccess(SnapshotSelectionCriteria criteria)
    : ISnapshotResponse,
        IEquatable<DeleteSnapshotsSuccess>
{
    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    /// <inheritdoc/>
    public bool Equals(DeleteSnapshotsSuccess? other) => other is not null && Equals(Criteria, other.Criteria);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotsSuccess);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Criteria);

    /// <inheritdoc/>
    public override string ToString() => $"DeleteSnapshotsSuccess<criteria: {Criteria}>";
}

/// <summary>The snapshots could not be deleted.</summary>
/// <param name="criteria">Which snapshots.</param>
/// <param name="cause">Why.</param>
public sealed class DeleteSnapshotsFailure(SnapshotSelectionCriteria criteria, Exception cause)
    : ISnapshotResponse,
        IEquatable<DeleteSnapshotsFailure>
{
    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <inheritdoc/>
    public bool Equals(DeleteSnapshotsFailure? other) =>
        other is not null && Equals(Criteria, other.Criteria) && Equals(Cause, other.Cause);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotsFailure);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Criteria, Cause);

    /// <inheritdoc/>
    public override string ToString() => $"DeleteSnapshotsFailure<criteria: {Criteria}, cause: {Cause}>";
}
