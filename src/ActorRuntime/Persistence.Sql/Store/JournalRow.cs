namespace CacheActors.Persistence.Sql;

/// <summary>One event to be written.</summary>
internal readonly record struct JournalRow(
    string PersistenceId,
    long SequenceNr,
    long CreatedTicks,
    byte[] Message,
    string Manifest,
    int SerializerId,
    string WriterId,
    IReadOnlyCollection<string> Tags
);
