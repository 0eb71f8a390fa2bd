using CacheActors.Domain.Entries;
using CacheActors.Journal;
using CacheActors.Views.Audit;
using CacheActors.Views.EntryList;
using CacheActors.Views.Totals;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views;

/// <summary>
/// Makes all views of a whole journal. It is read entry by entry, so that each is folded in memory and written once, behind
/// the one before it; one thread reads ahead, another folds, the caller's writes. Blocks.
/// </summary>
internal sealed class ViewBuild(FreshViews fresh, JournalSnapshot journal, ViewTrust? trust)
{
    private readonly TotalsDelta _totals = new();
    private readonly List<(EntryKey Key, long SequenceNumber)> _awaited = [];

    /// <summary>How many events went into them.</summary>
    public long Events { get; private set; }

    /// <summary>Entries that somebody waits for, and their last event.</summary>
    public IReadOnlyList<(EntryKey Key, long SequenceNumber)> Awaited => _awaited;

    /// <exception cref="JournalDamagedException">An event cannot be read, or is missing.</exception>
    /// <exception cref="SqliteException">The journal cannot be read, or the views not be written.</exception>
    public void Run()
    {
        var views = fresh.Connection;
        using var transaction = new SafeTransaction(views);
        using var entries = new EntryListBuild(views);
        foreach (var (key, entry) in ReadAhead.Of(Fold(ReadAhead.Of(journal.ByEntry(fresh.TemporaryFolder)))))
        {
            entries.Add(key, entry);
        }
        entries.Complete(_totals);
        using var totals = new TotalsWriter(views);
        totals.Write(_totals);
        if (journal.LastOrdering > 0)
        {
            using var audit = new AuditProjection(journal.Path, views);
            Events += audit.Apply(0, journal.LastOrdering, transaction.Inner);
        }
        ViewDatabase.StoreOffset(views, journal.LastOrdering);
        transaction.Commit();
    }

    private IEnumerable<(EntryKey Key, FoldedEntry Entry)> Fold(IEnumerable<JournalRecord> records)
    {
        string? id = null;
        EntryKey? key = null;
        var entry = FoldedEntry.None;
        foreach (var record in records)
        {
            if (record.PersistenceId != id)
            {
                if (key is not null)
                {
                    yield return (key, Counted(key, entry));
                }
                id = record.PersistenceId;
                key = EntryPersistenceId.TryParse(id, out var entryKey) ? entryKey : null;
                entry = FoldedEntry.None;
            }
            if (key is null)
            {
                continue;
            }
            var row = record.Read(key);
            entry = entry.After(row);
            _totals.Count(row.Event);
            Events++;
        }
        if (key is not null)
        {
            yield return (key, Counted(key, entry));
        }
    }

    private FoldedEntry Counted(EntryKey key, FoldedEntry entry)
    {
        _totals.Count(EntryState.Absent.Instance, entry.State);
        if (trust?.IsMarked(key) == true)
        {
            _awaited.Add((key, entry.SequenceNumber));
        }
        return entry;
    }
}
