namespace CacheActors.Persistence.Sql;

/// <summary>One event as it was read. A null serializer id means that the manifest is the name of a .NET type.</summary>
internal readonly record struct StoredEvent(
    long Ordering,
    string PersistenceId,
    long SequenceNr,
    long CreatedTicks,
    bool Deleted,
    byte[] Message,
    string Manifest,
    int? SerializerId,
    string WriterId
);
