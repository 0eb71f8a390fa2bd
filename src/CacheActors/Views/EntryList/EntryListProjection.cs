using CacheActors.Domain.Entries;
using CacheActors.Journal;
using CacheActors.Views.Totals;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>
/// Keeps <c>cache_entries</c> and, from the same before and after of each entry, <c>cache_totals</c>. An entry that changes
/// several times in a batch is written once. Works inside the transaction that its connection is in.
/// </summary>
internal sealed class EntryListProjection : IDisposable
{
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _replace;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _use;
    private readonly SqliteStatement _sharesContent;
    private readonly EntryOwnersWriter _owners;
    private readonly TotalsWriter _totals;

    public EntryListProjection(SqliteConnection connection)
    {
        _find = new SqliteStatement(connection, $"SELECT {EntryRow.Columns} FROM cache_entries WHERE key = ?1");
        _insert = new SqliteStatement(connection, EntryRow.Insert);
        _replace = new SqliteStatement(connection, EntryRow.Replace);
        _update = new SqliteStatement(connection, EntryRow.Update);
        _use = new SqliteStatement(connection, EntryRow.Use);
        _sharesContent = new SqliteStatement(
            connection,
            "SELECT 1 FROM cache_entries WHERE sha256 = ?1 AND state <> 'evicted' "
                + "AND state <> 'missing' AND key <> ?2 LIMIT 1"
        );
        _owners = new EntryOwnersWriter(connection);
        _totals = new TotalsWriter(connection);
    }

    public void Apply(IReadOnlyList<JournalRow> batch)
    {
        var changed = new Dictionary<EntryKey, Change>();
        var totals = new TotalsDelta();
        foreach (var row in batch)
        {
            if (!changed.TryGetValue(row.Key, out var change))
            {
                var before = Find(row.Key);
                change = new Change(before, before);
            }
            changed[row.Key] = change with { After = change.After.After(row) };
            totals.Count(row.Event);
        }
        // Neighbours in the order of keys share pages.
        foreach (var (key, change) in changed.OrderBy(x => x.Key.Value, StringComparer.Ordinal))
        {
            Write(key, change);
            totals.Count(change.Before.State, change.After.State);
            CountContent(key, change, totals);
        }
        _totals.Write(totals);
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _replace.Dispose();
        _update.Dispose();
        _use.Dispose();
        _sharesContent.Dispose();
        _owners.Dispose();
        _totals.Dispose();
    }

    private void Write(EntryKey key, Change change)
    {
        var (before, after) = (change.Before.State, change.After.State);
        if (before is EntryState.Held was && after is EntryState.Held now && was with { Access = now.Access } == now)
        {
            EntryRow.BindUse(_use, key, change.After.SequenceNumber, now.Access);
            _use.Run();
            return;
        }
        var write =
            before is EntryState.Absent ? _insert
            : EntryRow.AudioOf(before) == EntryRow.AudioOf(after) ? _update
            : _replace;
        EntryRow.Bind(write, key, change.After);
        write.Run();
        _owners.Write(key, before, after);
    }

    // Entry by entry, in the order in which the rows are written: what no other row has comes or goes with this one.
    private void CountContent(EntryKey key, Change change, TotalsDelta totals)
    {
        var (before, after) = (change.Before.State as EntryState.Held, change.After.State as EntryState.Held);
        var (old, current) = (before?.Sha256(), after?.Sha256());
        if (old == current)
        {
            return;
        }
        if (old is not null && !SharesContent(key, old))
        {
            totals.CountContents(-1, -before!.SizeBytes());
        }
        if (current is not null && !SharesContent(key, current))
        {
            totals.CountContents(+1, after!.SizeBytes());
        }
    }

    private bool SharesContent(EntryKey key, string sha256)
    {
        _sharesContent.Bind(1, sha256);
        _sharesContent.Bind(2, key.Value);
        return _sharesContent.Any();
    }

    private FoldedEntry Find(EntryKey key)
    {
        _find.Bind(1, key.Value);
        try
        {
            return _find.Step() ? EntryRow.Read(_find) : FoldedEntry.None;
        }
        finally
        {
            _find.Reset();
        }
    }

    private sealed record Change(FoldedEntry Before, FoldedEntry After);
}
