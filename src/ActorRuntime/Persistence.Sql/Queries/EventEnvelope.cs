namespace CacheActors.Persistence;

/// <summary>An event as a query finds it.</summary>
/// <param name="Offset">Its position in the whole journal.</param>
/// <param name="PersistenceId">Persistence id of its entity.</param>
/// <param name="SequenceNr">Its number among the events of the entity, from 1.</param>
/// <param name="Timestamp">When it was stored.</param>
/// <param name="Event">The event.</param>
public sealed record EventEnvelope(
    long Offset,
    string PersistenceId,
    long SequenceNr,
    DateTimeOffset Timestamp,
    object Event
);
