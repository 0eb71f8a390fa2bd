namespace CacheActors.Persistence.Sql;

/// <summary>Reads events through one connection. Its statements are compiled at first use.</summary>
internal sealed class JournalReader(Database database)
{
    private readonly TextCache _persistenceIds = new();
    private readonly TextCache _manifests = new();
    private readonly TextCache _writers = new();
    private Statement? _byPersistenceId;
    private Statement? _highest;

    /// <summary>The events of one entity in order, marked ones included, at most so many.</summary>
    public IEnumerable<StoredEvent> ByPersistenceId(
        string persistenceId,
        long from,
        long to,
        int limit
    )
    {
        _byPersistenceId ??= database.Prepare(
            """
            SELECT ordering, persistence_id, sequence_number, created, deleted, message, manifest, identifier, writer_uuid
            FROM journal
            WHERE persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3
            ORDER BY sequence_number LIMIT ?4
            """
        );
        _byPersistenceId.Bind(1, persistenceId);
        _byPersistenceId.Bind(2, from);
        _byPersistenceId.Bind(3, to);
        _byPersistenceId.Bind(4, limit);
        return Read(_byPersistenceId);
    }

    /// <summary>The highest sequence number ever written for the entity, deleted events included; 0 if there is none.</summary>
    public long HighestSequenceNr(string persistenceId)
    {
        _highest ??= database.Prepare(
            "SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1"
        );
        _highest.Bind(1, persistenceId);
        return _highest.ReadNumber();
    }

    private IEnumerable<StoredEvent> Read(Statement statement)
    {
        try
        {
            while (statement.Step())
            {
                yield return new StoredEvent(
                    statement.Int64(0),
                    _persistenceIds.Decode(statement.Bytes(1)),
                    statement.Int64(2),
                    statement.Int64(3),
                    statement.Int64(4) != 0,
                    statement.Bytes(5).ToArray(),
                    _manifests.Decode(statement.Bytes(6)),
                    statement.IsNull(7) ? null : (int)statement.Int64(7),
                    _writers.Decode(statement.Bytes(8))
                );
            }
        }
        finally
        {
            statement.Reset();
        }
    }
}
