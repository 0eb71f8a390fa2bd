namespace CacheActors.Persistence;

/// <summary>
/// Reads the events of a journal. "Current" queries end with what is stored when they begin; the others go on with what is
/// stored later, until they are cancelled. Offsets are positions in the whole journal, in the order of storing.
/// </summary>
public interface IEventQueries
{
    /// <summary>All events after an offset.</summary>
    /// <param name="afterOffset">The offset; 0 for the beginning.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    IAsyncEnumerable<EventEnvelope> CurrentEvents(long afterOffset, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="CurrentEvents"/>
    IAsyncEnumerable<EventEnvelope> Events(long afterOffset, CancellationToken cancellationToken = default);

    /// <summary>The events with a tag after an offset.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="afterOffset">The offset; 0 for the beginning.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    IAsyncEnumerable<EventEnvelope> CurrentEventsByTag(
        string tag,
        long afterOffset,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="CurrentEventsByTag"/>
    IAsyncEnumerable<EventEnvelope> EventsByTag(
        string tag,
        long afterOffset,
        CancellationToken cancellationToken = default
    );

    /// <summary>The events of an entity.</summary>
    /// <param name="persistenceId">Persistence id of the entity.</param>
    /// <param name="fromSequenceNr">The first sequence number.</param>
    /// <param name="toSequenceNr">The last sequence number; the query ends with it.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    IAsyncEnumerable<EventEnvelope> CurrentEventsByPersistenceId(
        string persistenceId,
        long fromSequenceNr = 1,
        long toSequenceNr = long.MaxValue,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="CurrentEventsByPersistenceId"/>
    IAsyncEnumerable<EventEnvelope> EventsByPersistenceId(
        string persistenceId,
        long fromSequenceNr = 1,
        long toSequenceNr = long.MaxValue,
        CancellationToken cancellationToken = default
    );

    /// <summary>The persistence ids of all entities that have events, in no particular order.</summary>
    /// <param name="cancellationToken">Ends the query.</param>
    IAsyncEnumerable<string> CurrentPersistenceIds(CancellationToken cancellationToken = default);
}
