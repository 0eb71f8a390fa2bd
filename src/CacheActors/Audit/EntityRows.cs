using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>
/// Reads the journal entity after entity, each in the order of its events, in constant memory. Where the file is damaged it
/// reads what can be read, and needs memory for the names of all rows. Blocks; not thread-safe.
/// </summary>
internal sealed class EntityRows : IDisposable
{
    private const string Columns = "ordering, persistence_id, sequence_number, manifest, message, deleted";

    private readonly IEnumerator<(string PersistenceId, long SequenceNumber, long Ordering)>? _names;

    /// <param name="journal">The journal.</param>
    /// <param name="damage">What is not to be touched.</param>
    public EntityRows(SqliteConnection journal, JournalDamage damage)
    {
        if (!damage.Any)
        {
            Row = new SqliteStatement(
                journal,
                $"SELECT {Columns} FROM journal ORDER BY persistence_id, sequence_number"
            );
            Row.Start();
        }
        else
        {
            Row = new SqliteStatement(journal, $"SELECT {Columns} FROM journal WHERE ordering = ?1");
            _names = Names(journal, damage).Order().GetEnumerator();
        }
    }

    /// <summary>The row; the properties below are its columns.</summary>
    public SqliteStatement Row { get; }

    public long Ordering => Row.Int64(0);

    public ReadOnlySpan<byte> PersistenceId => Row.Bytes(1);

    public long SequenceNumber => Row.Int64(2);

    public string Manifest => Row.Text(3);

    public ReadOnlySpan<byte> Message => Row.Bytes(4);

    /// <summary>True when its owner took it back: it is not replayed.</summary>
    public bool Deleted => Row.Int64(5) != 0;

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Next()
    {
        if (_names is null)
        {
            return Row.Step();
        }
        while (_names.MoveNext())
        {
            Row.Start(_names.Current.Ordering);
            if (Row.Step())
            {
                return true;
            }
        }
        return false;
    }

    public void Dispose()
    {
        _names?.Dispose();
        Row.Dispose();
    }

    private static List<(string, long, long)> Names(SqliteConnection journal, JournalDamage damage)
    {
        var names = new List<(string, long, long)>();
        using var rows = new SqliteStatement(
            journal,
            "SELECT ordering, persistence_id, sequence_number FROM journal WHERE ordering BETWEEN ?1 AND ?2 ORDER BY ordering"
        );
        foreach (var (from, to) in damage.Readable(long.MinValue, long.MaxValue))
        {
            rows.Start(from, to);
            for (var next = from; next <= to && rows.Step(); next = rows.Int64(0) + 1)
            {
                names.Add((rows.Text(1), rows.Int64(2), rows.Int64(0)));
            }
        }
        return names;
    }
}
