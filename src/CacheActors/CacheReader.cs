using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Journal;
using CacheActors.Views;
using CacheActors.Views.Audit;
using CacheActors.Views.EntryList;
using CacheActors.Views.Totals;
using Microsoft.Data.Sqlite;

namespace CacheActors;

/// <summary>
/// Lists, statistics and histories of a cache, read only: works beside the process that owns the cache. Calls may come from
/// any thread.
/// </summary>
public sealed class CacheReader : ICacheStatistics, IDisposable
{
    private readonly CacheFolder _folder;
    private readonly IoPool _io;
    private readonly long _budgetBytes;
    private readonly bool _ownsIo;
    private readonly Action _beforeUse;
    private readonly Lock _gate = new();
    private SqliteConnection? _views;

    internal CacheReader(CacheFolder folder, IoPool io, long budgetBytes, bool ownsIo = false, Action? beforeUse = null)
    {
        _beforeUse = beforeUse ?? (() => { });
        _folder = folder;
        _io = io;
        _budgetBytes = budgetBytes;
        _ownsIo = ownsIo;
    }

    /// <summary>Opens a cache for reading. Views that a crash left behind the journal are brought up to date when nobody owns the cache.</summary>
    /// <param name="options">The settings; only the folder and the budget count.</param>
    /// <exception cref="InvalidSettingsException">Settings are missing or out of range.</exception>
    /// <exception cref="CacheException">There is no cache in the folder.</exception>
    public static CacheReader Open(CacheActorsOptions options)
    {
        SettingsFile.Check(options);
        var folder = new CacheFolder(Path.GetFullPath(options.Folder));
        if (!File.Exists(folder.JournalPath))
        {
            throw new CacheException(
                $"There is no cache in {folder.Root}. Name the folder of one, or make one with `synthesize` or `import`."
            );
        }
        CatchUpIfNobodyDoes(folder);
        return new CacheReader(folder, new IoPool(), options.Budget.MaxBytes, ownsIo: true);
    }

    /// <summary>Entries, in the order book, chapter, segment, key.</summary>
    public Task<IReadOnlyList<EntryInfo>> ListAsync(
        EntryFilter filter,
        CancellationToken cancellationToken = default
    ) => QueryAsync(views => EntryListQuery.List(views, filter, _folder), cancellationToken);

    /// <summary>One entry; null when there is none.</summary>
    public Task<EntryInfo?> FindAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        QueryAsync(views => EntryListQuery.Find(views, key, _folder), cancellationToken);

    /// <inheritdoc/>
    public Task<CacheStatistics> StatisticsAsync(CancellationToken cancellationToken = default) =>
        QueryAsync(Totals, cancellationToken);

    /// <summary>As <see cref="StatisticsAsync"/>, on the caller's thread.</summary>
    internal CacheStatistics Statistics() => Query(Totals);

    /// <summary>An entry's events, and the state they add up to; null when the journal has none of it.</summary>
    /// <param name="key">The entry.</param>
    /// <param name="upToSequence">Only events up to this number; null for all.</param>
    /// <param name="at">Only events up to this moment; null for all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="JournalDamagedException">An event cannot be read.</exception>
    public Task<EntryHistory?> HistoryAsync(
        EntryKey key,
        long? upToSequence = null,
        DateTimeOffset? at = null,
        CancellationToken cancellationToken = default
    )
    {
        _beforeUse();
        return _io.RunAsync(() => History(key, upToSequence ?? long.MaxValue, at), cancellationToken);
    }

    /// <summary>Runs of reconciliation that had something to correct, the newest first.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<IReadOnlyList<ReconciliationRecord>> ReconciliationsAsync(
        int limit = 100,
        CancellationToken cancellationToken = default
    ) => QueryAsync(views => AuditQuery.Newest(views, limit), cancellationToken);

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _views?.Dispose();
            _views = null;
        }
        if (_ownsIo)
        {
            _io.Dispose();
        }
    }

    /// <summary>One of these that is no entry; null when all are.</summary>
    internal Task<EntryKey?> FirstUnknownAsync(
        IReadOnlyCollection<EntryKey> keys,
        CancellationToken cancellationToken
    ) => QueryAsync(views => EntryListQuery.FirstUnknown(views, keys), cancellationToken);

    /// <summary>One query at a time, on the I/O pool.</summary>
    internal Task<T> QueryAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancellationToken)
    {
        _beforeUse();
        return _io.RunAsync(() => Query(query), cancellationToken);
    }

    private T Query<T>(Func<SqliteConnection, T> query)
    {
        lock (_gate)
        {
            _views ??=
                ViewDatabase.OpenReadOnly(_folder.ViewsPath)
                ?? throw new CacheException(
                    $"The views of {_folder.Root} are missing or of another version. Run `cacheactors rebuild`."
                );
            return query(_views);
        }
    }

    private CacheStatistics Totals(SqliteConnection views) =>
        TotalsQuery.Read(views) with
        {
            BudgetBytes = _budgetBytes,
        };

    private EntryHistory? History(EntryKey key, long upToSequence, DateTimeOffset? at)
    {
        using var journal = new JournalReader(_folder.JournalPath);
        var rows = journal.ReadEntry(key);
        if (rows.Count == 0)
        {
            return null;
        }

        var wanted = rows.Where(row => row.SequenceNumber <= upToSequence && !(row.Event.At > at)).ToList();
        return new EntryHistory(
            key,
            [
                .. wanted.Select(row => new JournaledEvent(
                    row.SequenceNumber,
                    row.Ordering,
                    row.Event.GetType().Name,
                    row.Event
                )),
            ],
            EntryFold.Replay(wanted.Select(row => row.Event))
        );
    }

    private static void CatchUpIfNobodyDoes(CacheFolder folder)
    {
        using (var journal = new JournalReader(folder.JournalPath))
        using (var views = ViewDatabase.OpenReadOnly(folder.ViewsPath))
        {
            if (views is not null && ViewDatabase.Offset(views) >= journal.LastOrdering())
            {
                return;
            }
        }
        try
        {
            using var owned = CacheLock.Acquire(folder);
            using var runner = new ProjectionRunner(folder.JournalPath, folder.ViewsPath);
            runner.CatchUp();
        }
        catch (CacheInUseException)
        {
            // Its owner is bringing them up to date right now.
        }
    }
}
