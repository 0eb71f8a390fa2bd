using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>
/// The journal as it is at one moment, entry by entry: what is written meanwhile is not in it. While it is open the
/// journal's log only grows. Calls block; one thread at a time.
/// </summary>
internal sealed class JournalSnapshot : IDisposable
{
    // Rows of one entry lie all over the file: pages between the root and them are wanted again and again.
    private const string Begin = "PRAGMA cache_size = -32768; BEGIN";

    private readonly SqliteConnection? _journal;

    /// <param name="path">The journal; one that is not there is empty.</param>
    /// <param name="upTo">The last place that counts.</param>
    /// <exception cref="SqliteException">The journal cannot be read.</exception>
    public JournalSnapshot(string path, long upTo = long.MaxValue)
    {
        Path = path;
        _journal = JournalConnection.Open(path);
        if (_journal is null)
        {
            return;
        }
        try
        {
            _journal.Execute(Begin);
            // The first read is the moment.
            using var last = new SqliteStatement(_journal, "SELECT max(ordering) FROM journal");
            LastOrdering = Math.Min(last.Step() ? last.Int64(0) : 0, upTo);
        }
        catch
        {
            _journal.Dispose();
            throw;
        }
    }

    /// <summary>The journal's file.</summary>
    public string Path { get; }

    /// <summary>The place of the newest row; 0 when there is none.</summary>
    public long LastOrdering { get; }

    /// <summary>Every row: those of one entry together, in the order in which they happened, entries in the order of keys.</summary>
    /// <exception cref="JournalDamagedException">The file is damaged.</exception>
    public IEnumerable<JournalRecord> ByEntry()
    {
        if (_journal is null)
        {
            yield break;
        }

        using var rows = new SqliteStatement(
            _journal,
            $"SELECT {JournalRecord.Columns} FROM journal WHERE deleted = 0 AND ordering <= ?1 "
                + "ORDER BY persistence_id, sequence_number"
        );
        rows.Bind(1, LastOrdering);
        var record = default(JournalRecord);
        while (Step(rows))
        {
            record = JournalRecord.From(rows, record);
            yield return record;
        }
    }

    public void Dispose() => _journal?.Dispose();

    private bool Step(SqliteStatement rows)
    {
        try
        {
            return rows.Step();
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            throw new JournalDamagedException($"The journal {Path} cannot be read: {e.Message}", e);
        }
    }
}
