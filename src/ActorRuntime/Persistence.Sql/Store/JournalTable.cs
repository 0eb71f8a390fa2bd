using SQLitePCL;

namespace CacheActors.Persistence.Sql;

/// <summary>The tables <c>journal</c> and <c>tags</c> through one connection; its statements are compiled at first use.</summary>
internal sealed class JournalTable(Database database)
{
    private Statement? _insert;
    private Statement? _insertTag;
    private Statement? _find;
    private Statement? _highestUpTo;
    private Statement[]? _deletions;

    /// <summary>Adds the rows, or none of them: then the violated constraint is returned.</summary>
    public Exception? Insert(JournalRow[] rows)
    {
        var firstOrdering = 0L;
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            var code = Insert(in row);
            if (code == raw.SQLITE_OK)
            {
                if (i == 0)
                {
                    firstOrdering = database.LastInsertRowId;
                }

                if (row.Tags.Count > 0)
                {
                    code = InsertTags(in row, database.LastInsertRowId);
                }
            }

            if (code != raw.SQLITE_OK)
            {
                var refusal = database.Error(code, $"writing event {row.SequenceNr} of '{row.PersistenceId}'");
                Undo(firstOrdering);
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Whether all of the rows are there with this content, written by this writer.</summary>
    public bool Contains(JournalRow[] rows) => Array.TrueForAll(rows, Contains);

    /// <summary>
    /// Deletes the events up to a sequence number. The highest of them stays, marked: without it an entity whose events
    /// are all deleted would count from 1 again.
    /// </summary>
    public void DeleteTo(string persistenceId, long toSequenceNr)
    {
        _highestUpTo ??= database.Prepare(
            "SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1 AND sequence_number <= ?2"
        );
        _highestUpTo.Bind(1, persistenceId);
        _highestUpTo.Bind(2, toSequenceNr);
        var last = _highestUpTo.ReadNumber();

        _deletions ??=
        [
            database.Prepare("UPDATE journal SET deleted = 1 WHERE persistence_id = ?1 AND sequence_number = ?2"),
            database.Prepare("DELETE FROM journal WHERE persistence_id = ?1 AND sequence_number < ?2"),
            database.Prepare("DELETE FROM tags WHERE persistence_id = ?1 AND sequence_nr <= ?2"),
        ];
        foreach (var deletion in _deletions)
        {
            deletion.Bind(1, persistenceId);
            deletion.Bind(2, last);
            deletion.Run();
        }
    }

    private int Insert(in JournalRow row)
    {
        _insert ??= database.Prepare(
            """
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?7)
            """
        );
        _insert.Bind(1, row.CreatedTicks);
        _insert.Bind(2, row.PersistenceId);
        _insert.Bind(3, row.SequenceNr);
        _insert.Bind(4, row.Message);
        _insert.Bind(5, row.Manifest);
        _insert.Bind(6, row.SerializerId);
        _insert.Bind(7, row.WriterId);
        return _insert.Run();
    }

    private int InsertTags(in JournalRow row, long ordering)
    {
        _insertTag ??= database.Prepare(
            "INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id) VALUES (?1, ?2, ?3, ?4)"
        );
        _insertTag.Bind(1, ordering);
        _insertTag.Bind(3, row.SequenceNr);
        _insertTag.Bind(4, row.PersistenceId);
        var code = raw.SQLITE_OK;
        foreach (var tag in row.Tags)
        {
            _insertTag.Bind(2, tag);
            code = _insertTag.Run();
            if (code != raw.SQLITE_OK)
            {
                break;
            }
        }

        return code;
    }

    /// <summary>Removes what this transaction inserted from an ordering on: it is the only writer, so these rows are its own.</summary>
    private void Undo(long firstOrdering)
    {
        if (firstOrdering > 0)
        {
            database.Execute($"DELETE FROM tags WHERE ordering_id >= {firstOrdering}");
            database.Execute($"DELETE FROM journal WHERE ordering >= {firstOrdering}");
        }
    }

    private bool Contains(JournalRow row)
    {
        _find ??= database.Prepare(
            """
            SELECT 1 FROM journal
            WHERE persistence_id = ?1 AND sequence_number = ?2 AND message = ?3 AND manifest = ?4 AND writer_uuid = ?5
            """
        );
        _find.Bind(1, row.PersistenceId);
        _find.Bind(2, row.SequenceNr);
        _find.Bind(3, row.Message);
        _find.Bind(4, row.Manifest);
        _find.Bind(5, row.WriterId);
        return _find.ReadNumber() == 1;
    }
}
