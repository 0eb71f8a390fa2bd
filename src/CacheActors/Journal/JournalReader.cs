using System.Diagnostics.CodeAnalysis;
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
    private SqliteStatement? _after;
    private SqliteStatement? _last;

    /// <summary>At most <paramref name="limit"/> rows after a place in the journal, in its order. Rows of others than entries are passed over.</summary>
    /// <param name="ordering">The place.</param>
    /// <param name="limit">How many.</param>
    /// <param name="upTo">The last place that counts.</param>
    /// <exception cref="JournalDamagedException">The file is damaged there, or an event cannot be read.</exception>
    public JournalPart ReadAfter(long ordering, int limit, long upTo = long.MaxValue) =>
        Guard(() => PartAfter(ordering, limit, upTo));

    /// <summary>All events of one entry, in order.</summary>
    /// <exception cref="JournalDamagedException">The file is damaged there, or an event cannot be read.</exception>
    public IReadOnlyList<JournalRow> ReadEntry(EntryKey key) => Guard(() => RowsOf(key));

    /// <summary>The place of the newest row; 0 when there is none.</summary>
    /// <exception cref="JournalDamagedException">The file is damaged there.</exception>
    public long LastOrdering() => Guard(NewestRow);

    public void Dispose()
    {
        _after?.Dispose();
        _last?.Dispose();
        _connection?.Dispose();
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            throw new JournalDamagedException($"The journal {path} cannot be read: {e.Message}", e);
        }
    }

    private JournalPart PartAfter(long ordering, int limit, long upTo)
    {
        if (!TryOpen(out var connection))
        {
            return new JournalPart([], ordering, HasOthers: false);
        }

        _after ??= new SqliteStatement(
            connection,
            $"SELECT {JournalRecord.Columns} FROM journal WHERE ordering > ?1 AND ordering <= ?3 "
                + "AND deleted = 0 ORDER BY ordering LIMIT ?2"
        );
        _after.Bind(1, ordering);
        _after.Bind(2, limit);
        _after.Bind(3, upTo);
        var rows = new List<JournalRow>();
        var (last, hasOthers) = (ordering, false);
        try
        {
            while (_after.Step())
            {
                var record = JournalRecord.From(_after);
                last = record.Ordering;
                if (record.Read() is { } row)
                {
                    rows.Add(row);
                }
                else
                {
                    hasOthers = true;
                }
            }
        }
        finally
        {
            _after.Reset();
        }
        return new JournalPart(rows, last, hasOthers);
    }

    private List<JournalRow> RowsOf(EntryKey key)
    {
        if (!TryOpen(out var connection))
        {
            return [];
        }

        using var entry = new SqliteStatement(
            connection,
            $"SELECT {JournalRecord.Columns} FROM journal WHERE persistence_id = ?1 AND deleted = 0 ORDER BY sequence_number"
        );
        entry.Bind(1, EntryPersistenceId.Of(key));
        var rows = new List<JournalRow>();
        while (entry.Step())
        {
            if (JournalRecord.From(entry).Read() is { } row)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private long NewestRow()
    {
        if (!TryOpen(out var connection))
        {
            return 0;
        }

        _last ??= new SqliteStatement(connection, "SELECT max(ordering) FROM journal");
        try
        {
            // SQLite's null, of an empty table, is 0.
            return _last.Step() ? _last.Int64(0) : 0;
        }
        finally
        {
            _last.Reset();
        }
    }

    private bool TryOpen([NotNullWhen(true)] out SqliteConnection? connection)
    {
        connection = _connection ??= JournalConnection.Open(path);
        return connection is not null;
    }
}
