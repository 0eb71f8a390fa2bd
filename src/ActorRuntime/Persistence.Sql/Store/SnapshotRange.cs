namespace CacheActors.Persistence.Sql;

/// <summary>Which snapshots of an entity are meant; both ends of both ranges belong to it.</summary>
internal readonly record struct SnapshotRange(
    string PersistenceId,
    long MinSequenceNr,
    long MaxSequenceNr,
    long MinCreatedTicks,
    long MaxCreatedTicks
);
