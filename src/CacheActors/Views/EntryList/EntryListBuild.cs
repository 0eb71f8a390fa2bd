using CacheActors.Domain.Entries;
using CacheActors.Journal;
using CacheActors.Views.Totals;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>Fills the empty tables of the entries: each entry once, in the order of keys, and its indexes in the end.</summary>
internal sealed class EntryListBuild : IDisposable
{
    // Of all contents only those are looked at that several entries share; one that one entry has is counted with its entry.
    private const string Shared = """
        SELECT shared.others, entry.size_bytes
        FROM (
            SELECT min(key) AS key, count(*) - 1 AS others FROM cache_entries INDEXED BY cache_entries_content_idx
            WHERE state <> 'evicted' AND state <> 'missing' GROUP BY sha256 HAVING count(*) > 1
        ) AS shared JOIN cache_entries AS entry ON entry.key = shared.key
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;
    private readonly EntryOwnersWriter _owners;
    private long _contents;
    private long _contentBytes;

    public EntryListBuild(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new SqliteStatement(connection, EntryRow.Insert);
        _owners = new EntryOwnersWriter(connection);
    }

    public void Add(EntryKey key, FoldedEntry entry)
    {
        EntryRow.Bind(_insert, key, entry);
        _insert.Run();
        _owners.Write(key, EntryState.Absent.Instance, entry.State);
        if (entry.State is EntryState.Held held)
        {
            _contents++;
            _contentBytes += held.SizeBytes();
        }
    }

    /// <summary>After the last entry: makes the indexes and counts the contents.</summary>
    public void Complete(TotalsDelta totals)
    {
        _connection.Execute(EntryListSchema.CreateIndexes);
        using var shared = new SqliteStatement(_connection, Shared);
        while (shared.Step())
        {
            var others = shared.Int64(0);
            _contents -= others;
            _contentBytes -= others * shared.Int64(1);
        }
        totals.CountContents(_contents, _contentBytes);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _owners.Dispose();
    }
}
