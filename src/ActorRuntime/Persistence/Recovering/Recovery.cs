namespace Akka.Persistence;

/// <summary>How an actor recovers: from which snapshot, and up to which event.</summary>
public sealed class Recovery
{
    /// <summary>From the latest snapshot, through all events.</summary>
    public Recovery()
        : this(SnapshotSelectionCriteria.Latest) { }

    /// <summary>From a snapshot of choice, through all later events.</summary>
    /// <param name="fromSnapshot">Which snapshots may be offered.</param>
    public Recovery(SnapshotSelectionCriteria fromSnapshot)
        : this(fromSnapshot, long.MaxValue) { }

    /// <summary>From a snapshot of choice, up to an event.</summary>
    /// <param name="fromSnapshot">Which snapshots may be offered.</param>
    /// <param name="toSequenceNr">The last event to replay.</param>
    public Recovery(SnapshotSelectionCriteria fromSnapshot, long toSequenceNr)
        : this(fromSnapshot, toSequenceNr, long.MaxValue) { }

    /// <summary>From a snapshot of choice, up to an event, through a limited number of events.</summary>
    /// <param name="fromSnapshot">Which snapshots may be offered; null for the latest.</param>
    /// <param name="toSequenceNr">The last event to replay.</param>
    /// <param name="replayMax">The most events to replay.</param>
    public Recovery(
        SnapshotSelectionCriteria? fromSnapshot = null,
        long toSequenceNr = long.MaxValue,
        long replayMax = long.MaxValue
    )
    {
        FromSnapshot = fromSnapshot ?? SnapshotSelectionCriteria.Latest;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    /// <summary>From the latest snapshot, through all events.</summary>
    public static Recovery Default { get; } = new(SnapshotSelectionCriteria.Latest);

    /// <summary>No snapshot and no events; only the highest sequence number is found out.</summary>
    public static Recovery None { get; } = new(SnapshotSelectionCriteria.None, 0);

    /// <summary>Which snapshots may be offered.</summary>
    public SnapshotSelectionCriteria FromSnapshot { get; }

    /// <summary>The last event to replay.</summary>
    public long ToSequenceNr { get; }

    /// <summary>The most events to replay.</summary>
    public long ReplayMax { get; }
}
