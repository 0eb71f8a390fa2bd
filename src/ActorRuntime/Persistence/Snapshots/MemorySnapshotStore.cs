namespace Akka.Persistence.Snapshot;

/// <summary>Keeps snapshots in memory as long as the actor system runs. For tests.</summary>
public class MemorySnapshotStore : SnapshotStore
{
    /// <summary>All snapshots. Only this actor uses the list.</summary>
    protected virtual List<SnapshotEntry> Snapshots { get; } = [];

    /// <inheritdoc/>
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var latest = Snapshots
            .Where(entry => Matches(entry, persistenceId, criteria))
            .MaxBy(entry => (entry.SequenceNr, entry.Timestamp));
        return Task.FromResult(latest is null ? null : new SelectedSnapshot(MetadataOf(latest), latest.Snapshot));
    }

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var id = $"{metadata.PersistenceId}_{metadata.SequenceNr}";
        Snapshots.RemoveAll(entry => entry.Id == id);
        Snapshots.Add(
            new SnapshotEntry
            {
                Id = id,
                PersistenceId = metadata.PersistenceId,
                SequenceNr = metadata.SequenceNr,
                Timestamp = metadata.Timestamp.Ticks,
                Snapshot = snapshot,
            }
        );
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        Snapshots.RemoveAll(entry =>
            entry.PersistenceId == metadata.PersistenceId
            && entry.SequenceNr == metadata.SequenceNr
            && (metadata.Timestamp == DateTime.MinValue || entry.Timestamp == metadata.Timestamp.Ticks)
        );
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        Snapshots.RemoveAll(entry => Matches(entry, persistenceId, criteria));
        return Task.CompletedTask;
    }

    private static bool Matches(SnapshotEntry entry, string persistenceId, SnapshotSelectionCriteria criteria) =>
        entry.PersistenceId == persistenceId && criteria.Matches(MetadataOf(entry));

    private static SnapshotMetadata MetadataOf(SnapshotEntry entry) =>
        new(entry.PersistenceId, entry.SequenceNr, new DateTime(entry.Timestamp, DateTimeKind.Utc));
}
