using SQLitePCL;

namespace CacheActors.Persistence.Sql;

/// <summary>The table <c>snapshot</c> through one connection; its statements are compiled at first use.</summary>
internal sealed class SnapshotTable(Database database)
{
    private const string InRange =
        "persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3 AND created BETWEEN ?4 AND ?5";

    private Statement? _save;
    private Statement? _load;
    private Statement? _delete;

    /// <summary>
    /// Adds a snapshot or replaces the one with the same sequence number. What is wrong with this snapshot alone is returned.
    /// </summary>
    public Exception? Save(in SnapshotRow row)
    {
        _save ??= database.Prepare(
            """
            INSERT OR REPLACE INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """
        );
        _save.Bind(1, row.PersistenceId);
        _save.Bind(2, row.SequenceNr);
        _save.Bind(3, row.CreatedTicks);
        _save.Bind(4, row.Snapshot);
        _save.Bind(5, row.Manifest);
        _save.Bind(
            6,
            row.SerializerId ?? throw new ArgumentException("A new snapshot has a serializer id.", nameof(row))
        );
        var code = _save.Run();
        return code == raw.SQLITE_OK
            ? null
            : database.Error(code, $"saving snapshot {row.SequenceNr} of '{row.PersistenceId}'");
    }

    /// <summary>The snapshot with the highest sequence number in the range.</summary>
    public SnapshotRow? Load(in SnapshotRange range)
    {
        _load ??= database.Prepare(
            $"""
            SELECT sequence_number, created, snapshot, manifest, serializer_id FROM snapshot
            WHERE {InRange} ORDER BY sequence_number DESC LIMIT 1
            """
        );
        Bind(_load, range);
        try
        {
            return _load.Step()
                ? new SnapshotRow(
                    range.PersistenceId,
                    _load.Int64(0),
                    _load.Int64(1),
                    _load.Bytes(2).ToArray(),
                    _load.Text(3),
                    _load.IsNull(4) ? null : (int)_load.Int64(4)
                )
                : null;
        }
        finally
        {
            _load.Reset();
        }
    }

    public void Delete(in SnapshotRange range)
    {
        _delete ??= database.Prepare($"DELETE FROM snapshot WHERE {InRange}");
        Bind(_delete, range);
        _delete.Run();
    }

    private static void Bind(Statement statement, in SnapshotRange range)
    {
        statement.Bind(1, range.PersistenceId);
        statement.Bind(2, range.MinSequenceNr);
        statement.Bind(3, range.MaxSequenceNr);
        statement.Bind(4, range.MinCreatedTicks);
        statement.Bind(5, range.MaxCreatedTicks);
    }
}
