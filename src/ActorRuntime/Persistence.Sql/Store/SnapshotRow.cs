namespace CacheActors.Persistence.Sql;

/// <summary>One stored snapshot. A null serializer id means that the manifest is the name of a .NET type.</summary>
internal readonly record struct SnapshotRow(
    string PersistenceId,
    long SequenceNr,
    long CreatedTicks,
    byte[] Snapshot,
    string Manifest,
    int? SerializerId
);
