namespace CacheActors.Persistence.Sql;

/// <summary>Reads events through one connection. Its statements are compiled at first use.</summary>
internal sealed class JournalReader(Database database)
{
    private const string Columns =
        "j.ordering, j.persistence_id, j.sequence_number, j.created, j.deleted, j.message, j.manifest, j.identifier, j.writer_uuid";

    private readonly TextCache _persistenceIds = new();
    private readonly TextCache _manifests = new();
    private readonly TextCache _writers = new();
    private Statement? _byPersistenceId;
    private Statement? _byOrdering;
    private Statement? _byTag;
    private Statement? _lastOrdering;
    private Statement? _persistenceIdsAfter;
    private Statement? _highest;

    /// <summary>The events of one entity in order, marked ones included, at most so many.</summary>
    public IEnumerable<StoredEvent> ByPersistenceId(string persistenceId, long from, long to, int limit)
    {
        _byPersistenceId ??= database.Prepare(
            $"""
            SELECT {Columns} FROM journal j
            WHERE persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3
            ORDER BY sequence_number LIMIT ?4
            """
        );
        _byPersistenceId.Bind(1, persistenceId);
        _byPersistenceId.Bind(2, from);
        _byPersistenceId.Bind(3, to);
        _byPersistenceId.Bind(4, limit);
        return Read(_byPersistenceId, persistenceId);
    }

    /// <summary>Events that are not deleted, by their position in the whole journal, at most so many.</summary>
    public IEnumerable<StoredEvent> ByOrdering(long after, long to, int limit)
    {
        _byOrdering ??= database.Prepare(
            $"""
            SELECT {Columns} FROM journal j
            WHERE ordering > ?1 AND ordering <= ?2 AND deleted = 0
            ORDER BY ordering LIMIT ?3
            """
        );
        _byOrdering.Bind(1, after);
        _byOrdering.Bind(2, to);
        _byOrdering.Bind(3, limit);
        return Read(_byOrdering);
    }

    /// <summary>Events with a tag that are not deleted, by their position in the whole journal, at most so many.</summary>
    public IEnumerable<StoredEvent> ByTag(string tag, long after, long to, int limit)
    {
        _byTag ??= database.Prepare(
            $"""
            SELECT {Columns} FROM tags t JOIN journal j ON j.ordering = t.ordering_id
            WHERE t.tag = ?1 AND t.ordering_id > ?2 AND t.ordering_id <= ?3 AND j.deleted = 0
            ORDER BY t.ordering_id LIMIT ?4
            """
        );
        _byTag.Bind(1, tag);
        _byTag.Bind(2, after);
        _byTag.Bind(3, to);
        _byTag.Bind(4, limit);
        return Read(_byTag);
    }

    /// <summary>Persistence ids that follow one in their order, at most so many.</summary>
    public List<string> PersistenceIds(string after, int limit)
    {
        _persistenceIdsAfter ??= database.Prepare(
            """
            SELECT DISTINCT persistence_id FROM journal
            WHERE persistence_id > ?1 AND deleted = 0 ORDER BY persistence_id LIMIT ?2
            """
        );
        _persistenceIdsAfter.Bind(1, after);
        _persistenceIdsAfter.Bind(2, limit);
        var found = new List<string>();
        try
        {
            while (_persistenceIdsAfter.Step())
            {
                found.Add(_persistenceIdsAfter.Text(0));
            }
        }
        finally
        {
            _persistenceIdsAfter.Reset();
        }

        return found;
    }

    /// <summary>The position of the last event; 0 if there is none.</summary>
    public long LastOrdering() =>
        (_lastOrdering ??= database.Prepare("SELECT max(ordering) FROM journal")).ReadNumber();

    /// <summary>The highest sequence number ever written for the entity, deleted events included; 0 if there is none.</summary>
    public long HighestSequenceNr(string persistenceId)
    {
        _highest ??= database.Prepare("SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1");
        _highest.Bind(1, persistenceId);
        return _highest.ReadNumber();
    }

    /// <summary>Reads the rows. Each column that is not asked for is time saved in long replays: the id, if it is known; null checks.</summary>
    private IEnumerable<StoredEvent> Read(Statement statement, string? persistenceId = null)
    {
        try
        {
            while (statement.Step())
            {
                yield return new StoredEvent(
                    statement.Int64(0),
                    persistenceId ?? _persistenceIds.Decode(statement.Bytes(1)),
                    statement.Int64(2),
                    statement.Int64(3),
                    statement.Int64(4) != 0,
                    statement.Bytes(5).ToArray(),
                    _manifests.Decode(statement.Bytes(6)),
                    SerializerId(statement),
                    _writers.Decode(statement.Bytes(8))
                );
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>No serializer id reads as 0, which may also be one.</summary>
    private static int? SerializerId(Statement statement) =>
        (int)statement.Int64(7) is var id && (id != 0 || !statement.IsNull(7)) ? id : null;
}
