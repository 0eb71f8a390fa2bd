using CacheActors.Backups;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Journal;
using CacheActors.Views;
using CacheActors.Views.Audit;
using CacheActors.Views.EntryList;
using CacheActors.Views.Totals;
using Microsoft.Data.Sqlite;
using Serilog;

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
    private readonly Func<ulong, Task>? _repair;
    private SqliteConnection? _views;
    private ulong _viewsFile;

    /// <param name="folder">The cache.</param>
    /// <param name="io">Where calls run.</param>
    /// <param name="budgetBytes">For statistics.</param>
    /// <param name="repair">Replaces views that were found damaged, given which file it was; null: they are only reported.</param>
    /// <param name="ownsIo">Whether the pool ends with this.</param>
    /// <param name="beforeUse">May throw; null for none.</param>
    internal CacheReader(
        CacheFolder folder,
        IoPool io,
        long budgetBytes,
        Func<ulong, Task>? repair = null,
        bool ownsIo = false,
        Action? beforeUse = null
    )
    {
        _repair = repair;
        _beforeUse = beforeUse ?? (() => { });
        _folder = folder;
        _io = io;
        _budgetBytes = budgetBytes;
        _ownsIo = ownsIo;
    }

    /// <summary>Opens a cache for reading. Views that a crash left behind the journal are brought up to date when nobody owns the cache.</summary>
    /// <param name="options">The settings; only the folder and the budget count.</param>
    /// <exception cref="InvalidSettingsException">Settings are missing or out of range.</exception>
    /// <exception cref="JournalDamagedException">The journal cannot be read.</exception>
    /// <exception cref="CacheException">There is no cache in the folder.</exception>
    public static CacheReader Open(CacheActorsOptions options)
    {
        SettingsFile.Check(options);
        var folder = CacheFolder.Of(options);
        if (!File.Exists(folder.JournalPath))
        {
            throw new CacheException(
                $"There is no cache in {folder.Root}. Name the folder of one, or make one with `synthesize` or `import`."
            );
        }
        var io = new IoPool();
        try
        {
            CatchUpIfNobodyDoes(folder);
        }
        catch (JournalDamagedException e)
        {
            throw new JournalDiagnosis(folder).Explain(e);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Explain("open", folder.JournalPath, e);
        }
        return new CacheReader(
            folder,
            io,
            options.Budget.MaxBytes,
            _ => io.RunAsync(() => RepairIfNobodyDoes(folder)),
            ownsIo: true
        );
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
        return _io.RunAsync(
            () =>
            {
                try
                {
                    return History(key, upToSequence ?? long.MaxValue, at);
                }
                catch (JournalDamagedException e)
                {
                    throw new JournalDiagnosis(_folder).Explain(e);
                }
            },
            cancellationToken
        );
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
            Close();
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
        return QueryOrRepairAsync(query, cancellationToken);
    }

    private async Task<T> QueryOrRepairAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancellationToken)
    {
        try
        {
            return await _io.RunAsync(() => Query(query), cancellationToken);
        }
        catch (DamagedViewsException damaged) when (_repair is not null)
        {
            await _repair(damaged.File).WaitAsync(cancellationToken);
            return await _io.RunAsync(() => Query(query), cancellationToken);
        }
    }

    private T Query<T>(Func<SqliteConnection, T> query)
    {
        lock (_gate)
        {
            var file = ViewRepair.Identify(_folder.ViewsPath);
            try
            {
                if (_views is null || file != _viewsFile)
                {
                    // Views that were replaced would be followed no more.
                    Close();
                    _views =
                        ViewDatabase.OpenReadOnly(_folder.ViewsPath)
                        ?? throw Unusable(file, "missing or of another version");
                    _viewsFile = file;
                }
                return query(_views);
            }
            catch (SqliteException e) when (SqliteFaults.IsDamage(e))
            {
                Close();
                throw Unusable(file, "damaged", e);
            }
        }
    }

    private void Close()
    {
        _views?.Dispose();
        _views = null;
    }

    private DamagedViewsException Unusable(ulong file, string how, Exception? cause = null) =>
        new(file, $"The views of {_folder.Root} are {how}. Run `cacheactors rebuild`.", cause);

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
        {
            if (ViewDatabase.OffsetOrZero(folder.ViewsPath) is var offset and > 0 && offset >= journal.LastOrdering())
            {
                return;
            }
        }
        try
        {
            using var owned = CacheLock.Acquire(folder);
            CatchUp(folder);
        }
        catch (CacheInUseException)
        {
            // Its owner is bringing them up to date right now.
        }
    }

    private static void CatchUp(CacheFolder folder)
    {
        try
        {
            using var runner = new ProjectionRunner(folder.JournalPath, folder.ViewsPath);
            runner.CatchUp();
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            Replace(folder);
        }
    }

    private static void RepairIfNobodyDoes(CacheFolder folder)
    {
        try
        {
            using var owned = CacheLock.Acquire(folder);
            Replace(folder);
        }
        catch (CacheInUseException e)
        {
            throw new CacheException(
                $"The views of {folder.Root} are missing or damaged. Process {e.OwnerPid}, which owns the cache, makes them again as soon as "
                    + "it uses them: try again, or run `cacheactors rebuild` when it has ended.",
                e
            );
        }
    }

    private static void Replace(CacheFolder folder)
    {
        Log.Warning("The views {ViewsPath} cannot be used and are made again from the journal", folder.ViewsPath);
        ViewRepair.Replace(folder.JournalPath, folder.ViewsPath);
    }
}
