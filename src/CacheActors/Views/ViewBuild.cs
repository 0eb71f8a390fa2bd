using System.Collections.Concurrent;
using CacheActors.Domain.Entries;
using CacheActors.Journal;
using CacheActors.Views.EntryList;
using CacheActors.Views.Totals;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views;

/// <summary>
/// Makes all views of a whole journal. It is read entry by entry, so that each is folded in memory and written once, behind
/// the one before it; a second thread reads ahead. Blocks.
/// </summary>
internal sealed class ViewBuild(FreshViews fresh, JournalSnapshot journal, ViewTrust? trust)
{
    private const int PortionEntries = 500;

    // Portions: enough that neither thread waits for the other's moments.
    private const int Ahead = 8;

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
        using var transaction = new ViewTransaction(views);
        using var portions = new BlockingCollection<List<(EntryKey Key, FoldedEntry Entry)>>(Ahead);
        using var stop = new CancellationTokenSource();
        using var entries = new EntryListBuild(views);
        var reading = Task.Factory.StartNew(
            () => Fold(portions, stop.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            foreach (var (key, entry) in portions.GetConsumingEnumerable().SelectMany(portion => portion))
            {
                entries.Add(key, entry);
            }
            reading.GetAwaiter().GetResult();
        }
        finally
        {
            // What ended this thread ends the other one; if it was the other one, its error came out of the wait above.
            stop.Cancel();
            Task.WaitAny(reading);
        }
        entries.Complete(_totals);
        using var totals = new TotalsWriter(views);
        totals.Write(_totals);
        ViewDatabase.StoreOffset(views, journal.LastOrdering);
        transaction.Commit();
    }

    private void Fold(BlockingCollection<List<(EntryKey Key, FoldedEntry Entry)>> to, CancellationToken stop)
    {
        try
        {
            var portion = new List<(EntryKey, FoldedEntry)>(PortionEntries);
            foreach (var folded in Entries())
            {
                portion.Add(folded);
                if (portion.Count == PortionEntries)
                {
                    to.Add(portion, stop);
                    portion = new List<(EntryKey, FoldedEntry)>(PortionEntries);
                }
            }
            to.Add(portion, stop);
        }
        finally
        {
            to.CompleteAdding();
        }
    }

    private IEnumerable<(EntryKey Key, FoldedEntry Entry)> Entries()
    {
        EntryKey? key = null;
        var entry = FoldedEntry.None;
        foreach (var row in journal.ByEntry())
        {
            if (row.Key != key)
            {
                if (key is not null)
                {
                    yield return (key, Counted(key, entry));
                }
                key = row.Key;
                entry = FoldedEntry.None;
            }
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
