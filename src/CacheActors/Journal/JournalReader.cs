using System.Text.Json;
using CacheActors.Domain.Entries;
using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>
/// Reads entries' events from <c>journal.db</c>, on a connection of its own that never waits for the writer.
/// Calls block: they belong on the I/O pool. Not thread-safe.
/// </summary>
internal sealed class JournalReader(string path) : IDisposable
{
    private SqliteConnection? _connection;
    private SqliteCommand? _after;

    /// <summary>At most <paramref name="limit"/> rows after a place in the journal, in its order. Rows of others than entries are passed over.</summary>
    /// <param name="ordering">The place.</param>
    /// <param name="limit">How many.</param>
    /// <param name="upTo">The last place that counts.</param>
    /// <returns>The entries' rows, and the last place that was looked at: <paramref name="ordering"/> itself when there was nothing.</returns>
    public (IReadOnlyList<JournalRow> Rows, long LastOrdering) ReadAfter(
        long ordering,
        int limit,
        long upTo = long.MaxValue
    )
    {
        if (!TryOpen(out var connection))
        {
            return ([], ordering);
        }

        if (_after is null)
        {
            _after = connection.CreateCommand();
            _after.CommandText =
                "SELECT ordering, persistence_id, sequence_number, manifest, message FROM journal "
                + "WHERE ordering > $after AND ordering <= $upTo AND deleted = 0 ORDER BY ordering LIMIT $limit";
            _after.Parameters.Add("$after", SqliteType.Integer);
            _after.Parameters.Add("$limit", SqliteType.Integer);
            _after.Parameters.Add("$upTo", SqliteType.Integer);
        }
        _after.Parameters[0].Value = ordering;
        _after.Parameters[1].Value = limit;
        _after.Parameters[2].Value = upTo;

        var rows = new List<JournalRow>();
        var last = ordering;
        using var reader = _after.ExecuteReader();
        while (reader.Read())
        {
            last = reader.GetInt64(0);
            if (EntryPersistenceId.TryParse(reader.GetString(1), out var key))
            {
                rows.Add(Row(reader, last, key));
            }
        }
        return (rows, last);
    }

    /// <summary>All events of one entry, in order.</summary>
    public IReadOnlyList<JournalRow> ReadEntry(EntryKey key)
    {
        if (!TryOpen(out var connection))
        {
            return [];
        }

        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT ordering, persistence_id, sequence_number, manifest, message FROM journal "
            + "WHERE persistence_id = $id AND deleted = 0 ORDER BY sequence_number";
        command.Parameters.AddWithValue("$id", EntryPersistenceId.Of(key));
        var rows = new List<JournalRow>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(Row(reader, reader.GetInt64(0), key));
        }

        return rows;
    }

    /// <summary>The place of the newest row; 0 when there is none.</summary>
    public long LastOrdering()
    {
        if (!TryOpen(out var connection))
        {
            return 0;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(ordering) FROM journal";
        return command.ExecuteScalar() is long last ? last : 0;
    }

    public void Dispose()
    {
        _after?.Dispose();
        _connection?.Dispose();
    }

    private static JournalRow Row(SqliteDataReader reader, long ordering, EntryKey key)
    {
        var sequenceNumber = reader.GetInt64(2);
        try
        {
            var entryEvent = EntryEventFormat.FromBytes(
                reader.GetFieldValue<byte[]>(4),
                reader.IsDBNull(3) ? "" : reader.GetString(3)
            );
            return new JournalRow(ordering, key, sequenceNumber, entryEvent);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new JournalDamagedException(
                $"The journal's row {ordering} (entry {key}, event {sequenceNumber}) cannot be read: {e.Message}",
                e
            );
        }
    }

    // A new cache has no journal file, and for a moment a file without tables: both are an empty journal.
    private bool TryOpen(out SqliteConnection connection)
    {
        if (_connection is null && File.Exists(path))
        {
            SqliteLibrary.Use();
            var opening = new SqliteConnection(SqliteFiles.ReadOnly(path));
            try
            {
                opening.Open();
                using var tables = opening.CreateCommand();
                tables.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'journal'";
                if (tables.ExecuteScalar() is not null)
                {
                    _connection = opening;
                }
            }
            finally
            {
                if (_connection is null)
                {
                    opening.Dispose();
                }
            }
        }
        connection = _connection!;
        return _connection is not null;
    }
}
