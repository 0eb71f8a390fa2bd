using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>Reads whole rows of the journal, with their tags, in the journal's order. Blocks; not thread-safe.</summary>
internal sealed class JournalRows : IDisposable
{
    /// <summary>All columns of a row, the place in the journal first.</summary>
    public const string Columns =
        "ordering, created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid";

    private const int ColumnCount = 9;
    private const int TagColumnCount = 4;

    private readonly SqliteStatement _rows;
    private readonly SqliteStatement? _tags;

    /// <param name="journal">The journal.</param>
    /// <param name="withTags">False: leaves the tags out, because they cannot be read.</param>
    public JournalRows(SqliteConnection journal, bool withTags = true)
    {
        _rows = new SqliteStatement(
            journal,
            $"SELECT {Columns} FROM journal WHERE ordering BETWEEN ?1 AND ?2 ORDER BY ordering LIMIT ?3"
        );
        _tags = withTags ? Tags(journal) : null;
    }

    /// <summary>Reads the tags of rows from one place to another; null when the journal has none.</summary>
    public static SqliteStatement? Tags(SqliteConnection journal) =>
        journal.HasTable("tags")
            ? new SqliteStatement(
                journal,
                "SELECT ordering_id, tag, sequence_nr, persistence_id FROM tags WHERE ordering_id BETWEEN ?1 AND ?2 ORDER BY ordering_id, tag"
            )
            : null;

    /// <summary>Adds the rows of a stretch of the journal.</summary>
    /// <param name="into">Gets them.</param>
    /// <param name="from">The first place.</param>
    /// <param name="to">The last place.</param>
    /// <param name="limit">At most so many rows.</param>
    public void Read(EncodedRows into, long from, long to, int limit = int.MaxValue)
    {
        _rows.Start(from, to, limit);
        _tags?.Start(from, to);
        var hasTag = _tags?.Step() ?? false;
        // Not a step further than to the last place: what comes behind it may be damaged.
        while (from <= to && _rows.Step())
        {
            into.Add(_rows, ColumnCount);
            var ordering = into.Ordering(into.Count - 1);
            if (ordering < from)
            {
                throw SqliteFaults.Damage($"row {ordering} comes after row {from - 1}");
            }
            from = ordering == long.MaxValue ? ordering : ordering + 1;
            while (hasTag && _tags!.Int64(0) <= ordering)
            {
                if (_tags.Int64(0) == ordering)
                {
                    into.Extend(_tags, TagColumnCount);
                }
                hasTag = _tags.Step();
            }
        }
        _rows.Reset();
        _tags?.Reset();
    }

    public void Dispose()
    {
        _rows.Dispose();
        _tags?.Dispose();
    }
}
