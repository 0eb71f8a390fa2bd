namespace Akka.Persistence.Snapshot;

/// <summary>A snapshot as <see cref="MemorySnapshotStore"/> keeps it.</summary>
public class SnapshotEntry
{
    /// <summary>Persistence id and sequence number in one.</summary>
    public string Id { get; set; } = "";

    /// <summary>Persistence id of the entity.</summary>
    public string PersistenceId { get; set; } = "";

    /// <summary>Sequence number of the last event that is part of the state.</summary>
    public long SequenceNr { get; set; }

    /// <summary>When it was made: UTC ticks.</summary>
    public long Timestamp { get; set; }

    /// <summary>The state.</summary>
    public object Snapshot { get; set; } = "";
}
