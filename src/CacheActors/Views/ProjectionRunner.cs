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

    private readonly ViewTrust? _trust;
    private readonly JournalReader _journal;
    private readonly SqliteConnection _views;
    private readonly EntryListProjection _projection;
    private readonly AuditProjection _audit;
    private readonly SqliteCommand _storeOffset;
    private long _offset;

    /// <param name="journalPath">What is followed.</param>
    /// <param name="viewsPath">The views; a file that is missing, of another version or damaged starts empty.</param>
    /// <param name="trust">Is told what the views show; null: nobody asks them yet.</param>
    public ProjectionRunner(string journalPath, string viewsPath, ViewTrust? trust = null)
    {
        _trust = trust;
        _views = ViewDatabase.OpenWritable(viewsPath);
        _journal = new JournalReader(journalPath);
        _projection = new EntryListProjection(_views);
        _audit = new AuditProjection(journalPath, _views);
        _offset = ViewDatabase.Offset(_views);
        _storeOffset = _views.CreateCommand();
        _storeOffset.CommandText = "UPDATE projection_offset SET ordering = $ordering";
        _storeOffset.Parameters.Add("$ordering", SqliteType.Integer);
    }

    /// <summary>Applies everything that was committed to the journal before this call.</summary>
    /// <returns>How many events that were.</returns>
    public long CatchUp()
    {
        var events = 0L;
        // What comes in meanwhile is for the next call: a busy journal must not keep this one for ever.
        var end = _journal.LastOrdering();
        while (_offset < end)
        {
            var (rows, last) = _journal.ReadAfter(_offset, BatchRows);
            if (last == _offset)
            {
                break;
            }

            using var transaction = new ViewTransaction(_views);
            var awaited = Apply(rows, last, transaction.Inner);
            events += rows.Count + _audit.Apply(_offset, last, transaction.Inner);
            transaction.Commit();
            _offset = last;
            Tell(awaited);
        }
        return events;
    }

    /// <summary>Drops the views and makes them again, in one transaction: a reader sees the old ones until the new are complete.</summary>
    /// <returns>How many events went into them.</returns>
    public long Rebuild()
    {
        using var transaction = new ViewTransaction(_views);
        ViewDatabase.Reset(_views, transaction.Inner);
        var events = 0L;
        var offset = 0L;
        var awaited = new List<JournalRow>();
        while (true)
        {
            var (rows, last) = _journal.ReadAfter(offset, BatchRows);
            if (last == offset)
            {
                break;
            }

            awaited.AddRange(Apply(rows, last, transaction.Inner));
            offset = last;
            events += rows.Count;
        }
        events += offset == 0 ? 0 : _audit.Apply(0, offset, transaction.Inner);
        transaction.Commit();
        _offset = offset;
        Tell(awaited);
        return events;
    }

    public void Dispose()
    {
        _storeOffset.Dispose();
        _projection.Dispose();
        _audit.Dispose();
        _journal.Dispose();
        _views.Dispose();
    }

    /// <returns>Rows that somebody waits for: to be told of once they are committed.</returns>
    private List<JournalRow> Apply(IReadOnlyList<JournalRow> rows, long last, SqliteTransaction transaction)
    {
        _projection.Apply(rows, transaction);
        _storeOffset.Transaction = transaction;
        _storeOffset.Parameters[0].Value = last;
        _storeOffset.ExecuteNonQuery();
        return _trust is null ? [] : [.. rows.Where(row => _trust.IsMarked(row.Key))];
    }

    private void Tell(List<JournalRow> committed)
    {
        foreach (var row in committed)
        {
            _trust!.Shown(row.Key, row.SequenceNumber);
        }
    }
}
