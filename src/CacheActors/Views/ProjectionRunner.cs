using CacheActors.Domain.Entries;
using CacheActors.Journal;
using CacheActors.Views.Audit;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views;

/// <summary>
/// Follows the journal: reads it from the stored offset, applies a batch and stores the new offset in the same transaction
/// of the views' database, so a crash repeats nothing and skips nothing. Calls block, and one at a time.
/// </summary>
internal sealed class ProjectionRunner : IDisposable
{
    private const int BatchRows = 1000;

    // From so many events on, views that are empty are made as a whole: for fewer, the second thread is not worth it.
    private const int BuildFrom = 10_000;

    private readonly string _journalPath;
    private readonly string _viewsPath;
    private readonly ViewTrust? _trust;
    private readonly JournalReader _journal;
    private readonly SqliteConnection _views;
    private readonly EntryListProjection _projection;
    private readonly AuditProjection _audit;
    private long _offset;

    /// <param name="journalPath">What is followed.</param>
    /// <param name="viewsPath">The views; a file that is missing, of another version or damaged starts empty.</param>
    /// <param name="trust">Is told what the views show; null: nobody asks them yet.</param>
    public ProjectionRunner(string journalPath, string viewsPath, ViewTrust? trust = null)
    {
        (_journalPath, _viewsPath) = (journalPath, viewsPath);
        _trust = trust;
        FreshViews.DeleteLeftover(viewsPath);
        _views = ViewDatabase.OpenWritable(viewsPath);
        _journal = new JournalReader(journalPath);
        _projection = new EntryListProjection(_views);
        _audit = new AuditProjection(journalPath, _views);
        _offset = ViewDatabase.Offset(_views);
    }

    /// <summary>Applies everything that was committed to the journal before this call.</summary>
    /// <param name="upTo">The last place in the journal that counts.</param>
    /// <returns>How many events that were.</returns>
    public long CatchUp(long upTo = long.MaxValue)
    {
        var events = 0L;
        // What comes in meanwhile is for the next call: a busy journal must not keep this one for ever.
        var end = Math.Min(_journal.LastOrdering(), upTo);
        if (_offset == 0 && end >= BuildFrom)
        {
            return Rebuild(upTo);
        }
        while (_offset < end)
        {
            var part = _journal.ReadAfter(_offset, BatchRows, upTo);
            var (rows, last) = (part.Rows, part.LastOrdering);
            if (last == _offset)
            {
                break;
            }

            using var transaction = new SafeTransaction(_views);
            _projection.Apply(rows);
            events += rows.Count;
            if (part.HasOthers)
            {
                events += _audit.Apply(_offset, last, transaction.Inner);
            }
            ViewDatabase.StoreOffset(_views, last);
            var awaited = Awaited(rows);
            transaction.Commit();
            Committed(last, awaited);
        }
        return events;
    }

    /// <summary>Drops the views and makes them again, in one transaction: a reader sees the old ones until the new are complete.</summary>
    /// <returns>How many events went into them.</returns>
    public long Rebuild() => Rebuild(long.MaxValue);

    public void Dispose()
    {
        _projection.Dispose();
        _audit.Dispose();
        _journal.Dispose();
        _views.Dispose();
    }

    private long Rebuild(long upTo)
    {
        using var journal = new JournalSnapshot(_journalPath, upTo);
        using var fresh = new FreshViews(_viewsPath);
        var build = new ViewBuild(fresh, journal, _trust);
        build.Run();
        fresh.Replace(_views);
        Committed(journal.LastOrdering, build.Awaited);
        return build.Events;
    }

    private List<(EntryKey Key, long SequenceNumber)> Awaited(IReadOnlyList<JournalRow> rows) =>
        _trust is null
            ? []
            : [.. rows.Where(row => _trust.IsMarked(row.Key)).Select(row => (row.Key, row.SequenceNumber))];

    /// <param name="offset">The place up to which the views are made now.</param>
    /// <param name="awaited">Events before it that somebody waits for.</param>
    private void Committed(long offset, IReadOnlyList<(EntryKey Key, long SequenceNumber)> awaited)
    {
        _offset = offset;
        foreach (var (key, sequenceNumber) in awaited)
        {
            _trust!.Shown(key, sequenceNumber);
        }
    }
}
