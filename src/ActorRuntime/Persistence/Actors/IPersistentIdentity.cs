using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Who a persistent actor is, and where it is stored.</summary>
public interface IPersistentIdentity
{
    /// <summary>Under this id its events are stored; it stays the same for ever.</summary>
    string PersistenceId { get; }

    /// <summary>Path of the section of its journal in the configuration; empty for the default journal.</summary>
    string JournalPluginId { get; }

    /// <summary>Path of the section of its snapshot store in the configuration; empty for the default store.</summary>
    string SnapshotPluginId { get; }
}

/// <summary>How a persistent actor recovers.</summary>
public interface IPersistenceRecovery
{
    /// <summary>Asked once, when the actor starts.</summary>
    Recovery Recovery { get; }
}

/// <summary>The stash of a persistent actor.</summary>
public interface IPersistenceStash : IWithUnboundedStash
{
    /// <summary>What happens with a command that has to wait while the stash is full.</summary>
    IStashOverflowStrategy InternalStashOverflowStrategy { get; }
}

/// <summary>What an actor does with snapshots.</summary>
public interface ISnapshotter
{
    /// <summary>The persistence id that its snapshots are stored under.</summary>
    string SnapshotterId { get; }

    /// <summary>The sequence number that a snapshot made now has.</summary>
    long SnapshotSequenceNr { get; }

    /// <summary>Asks the snapshot store for a snapshot; the answer is a <see cref="LoadSnapshotResult"/>.</summary>
    /// <param name="persistenceId">Persistence id of the entity.</param>
    /// <param name="criteria">Which snapshots match.</param>
    /// <param name="toSequenceNr">The highest sequence number it may have.</param>
    void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr);

    /// <summary>Stores a snapshot; the answer is a <see cref="SaveSnapshotSuccess"/> or <see cref="SaveSnapshotFailure"/>.</summary>
    /// <param name="snapshot">The state.</param>
    void SaveSnapshot(object snapshot);

    /// <summary>Deletes a snapshot; the answer is a <see cref="DeleteSnapshotSuccess"/> or <see cref="DeleteSnapshotFailure"/>.</summary>
    /// <param name="sequenceNr">Its sequence number.</param>
    void DeleteSnapshot(long sequenceNr);

    /// <summary>Deletes snapshots; the answer is a <see cref="DeleteSnapshotsSuccess"/> or <see cref="DeleteSnapshotsFailure"/>.</summary>
    /// <param name="criteria">Which ones.</param>
    void DeleteSnapshots(SnapshotSelectionCriteria criteria);
}
