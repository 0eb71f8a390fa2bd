using Akka.Actor;
using CacheActors.Audit;
using CacheActors.Backups;
using CacheActors.Compression;
using CacheActors.Diagnostics;
using CacheActors.Downloads;
using CacheActors.Entries;
using CacheActors.Eviction;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Processes;
using CacheActors.ReadThrough;
using CacheActors.Reconciliation;
using CacheActors.Space;
using CacheActors.Views;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;

namespace CacheActors.Hosting;

/// <summary>Everything that runs while a cache is open, and the order in which it starts and stops.</summary>
internal sealed class OpenCache : IAsyncDisposable
{
    private readonly CacheLock _lock;
    private readonly SpaceNote _space;
    private readonly FileStore _files;
    private readonly CacheReader _views;
    private readonly CacheSystem _system;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly Lazy<Task> _close;
    private readonly TimeSpan _patience;
    private CacheGuardian.Parts _parts = null!; // Set before anybody else sees this object.

    private OpenCache(
        CacheActorsOptions options,
        CacheDependencies dependencies,
        CacheFolder folder,
        CacheLock cacheLock,
        IoPool io,
        bool asLeft,
        Func<CacheServices, CacheServices>? replace
    )
    {
        _lock = cacheLock;
        _close = new Lazy<Task>(CloseAsync);
        _patience = options.Entries.AnswerTimeout;
        Folder = folder;
        Io = io;
        Meter = new CacheMeter(folder.Root, dependencies.Time);
        Ready = new ReadyIndex(options.Entries.Ready, dependencies.Time);
        Hits = new Hits(folder, Ready, Meter, () => RepairViews(ViewRepair.Identify(folder.ViewsPath)));
        Room = new Room(new SpaceLedger(options.Budget.MaxBytes));
        _space = new SpaceNote(folder);
        _views = new CacheReader(folder, io, options.Budget.MaxBytes, RepairViews);
        Quarantine = new Quarantine(folder, dependencies.Time);
        Disk = new DiskWatch(folder.Root, options.Budget.WarnFreeDisk, dependencies.Time);
        _files = new FileStore(folder, io, Room, Disk, Quarantine, FindEqualAsync);
        _files.SweepStaging();
        // Left at a clean end, and only then.
        var left = _space.Take();
        var afterCrash = left is null && File.Exists(folder.JournalPath);
        Room.CountFirst(
            left is { } bytes ? Task.FromResult(bytes) : io.RunAsync(() => AudioFolder.Bytes(folder.AudioFolder))
        );
        // What only passes through has room of its own, so that a cache that is full can be switched off and stay as it is.
        var passingRoom = options.OfflineFirst ? null : new Room(new SpaceLedger(options.Budget.MaxBytes));
        var making = passingRoom is null ? _files : new FileStore(folder, io, passingRoom, Disk, Quarantine);
        Recorder = new Recorder(folder, making, io, dependencies.Synthesizer, options.Speech);
        Downloader = new Downloader(making, io, dependencies.Http, options, dependencies.Time);
        Passing = passingRoom is null
            ? null
            : new PassingAudio(passingRoom, making, Recorder, Downloader, _closing.Token);
        Processes = new ChildProcesses(dependencies.Time);
        _system = CacheSystem.For(options, folder, dependencies.System);
        var memory = new VerificationMemory(folder);
        var watch = new ReconciliationWatch(
            folder,
            options.Reconciliation,
            memory,
            io,
            Meter.Reconciliation,
            dependencies.Time,
            _system.System,
            asLeft
        );
        Reconciliation = new ReconciliationServices(memory, watch, new HostActivity(_files, dependencies.Activity));
        var services = new CacheServices(
            options,
            folder,
            _files,
            Quarantine,
            Leases,
            Ready,
            Room,
            io,
            Recorder,
            Downloader,
            new EntryRepair(folder, _files, io, dependencies.AudioSources, dependencies.Time),
            new FfmpegEncoder(options.Compression, Processes, io),
            Meter,
            Disk,
            new JournalDiagnosis(folder),
            dependencies.Time,
            Compressor,
            () => Guid.NewGuid().ToString("N"),
            afterCrash,
            _system.JournalPluginId,
            Reconciliation,
            _closing.Token
        );
        services = replace?.Invoke(services) ?? services;
        Shelf = new QuarantineShelf(services);
        Guardian = _system.Start(Props.Create<CacheGuardian>(services));
    }

    public CacheFolder Folder { get; }

    public IoPool Io { get; }

    public IFileStore Files => _files;

    public CacheMeter Meter { get; }

    public LeaseTable Leases { get; } = new();

    public ReadyIndex Ready { get; }

    public Hits Hits { get; }

    public UseRecorder Uses { get; private set; } = null!; // As Parts.

    public LiveCompressor Compressor { get; } = new();

    public Room Room { get; }

    public DiskWatch Disk { get; }

    public Quarantine Quarantine { get; }

    public ReconciliationServices Reconciliation { get; }

    public QuarantineShelf Shelf { get; }

    public Recorder Recorder { get; }

    public Downloader Downloader { get; }

    /// <summary>What makes and fetches audio while offline-first is off; null while it is on.</summary>
    public PassingAudio? Passing { get; }

    public ChildProcesses Processes { get; }

    /// <exception cref="ObjectDisposedException">The cache is closed: nobody would answer.</exception>
    public CacheGuardian.Parts Parts
    {
        get =>
            _close.IsValueCreated
                ? throw new ObjectDisposedException(nameof(AudioCache), "The cache is closed.")
                : _parts;
        private set => _parts = value;
    }

    public ActorSystem System => _system.System;

    public bool IsClosing => _closing.IsCancellationRequested;

    private IActorRef Guardian { get; }

    /// <param name="options">The settings, checked.</param>
    /// <param name="dependencies">What the host gives.</param>
    /// <param name="replace">Puts other services in place, for tests that break one on purpose; null for none.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    public static async Task<OpenCache> OpenAsync(
        CacheActorsOptions options,
        CacheDependencies dependencies,
        Func<CacheServices, CacheServices>? replace,
        CancellationToken cancellationToken
    )
    {
        SqliteLibrary.Use();
        var folder = CacheFolder.Of(options);
        folder.Create();
        var cacheLock = CacheLock.Acquire(folder);
        var io = new IoPool();
        OpenCache? open = null;
        try
        {
            JournalCheck.AtOpen(folder, mayLoseNewest: options.Journal.Synchronous == "normal");
            BeginSeal(folder, dependencies.Time);
            var asLeft = new FolderTimes(folder).Take(JournalEnd(folder));
            open = new OpenCache(options, dependencies, folder, cacheLock, io, asLeft, replace);
            open.Parts = await open.Guardian.Ask<CacheGuardian.Parts>(
                CacheGuardian.GetParts.Instance,
                cancellationToken
            );
            await open.Parts.Projections.Ask<ProjectionActor.CaughtUp>(
                ProjectionActor.CatchUp.Instance,
                cancellationToken
            );
            open.Meter.Observe(open._views, open.Room.Ledger);
            open.ObserveVerification(options.Reconciliation, dependencies.Time);
            open.Uses = new UseRecorder(open.Ready.Uses, open.Parts.Entries, options.Entries, dependencies.Time);
            open._system.CloseBeforeEnd(open);
            return open;
        }
        catch
        {
            if (open is not null)
            {
                await open.ReleaseAsync();
            }
            else
            {
                io.Dispose();
                cacheLock.Dispose();
            }
            throw;
        }
    }

    public ValueTask DisposeAsync() => new(_close.Value);

    /// <summary>Closes it, without waiting for what is under way once the caller is in a hurry.</summary>
    public async Task CloseAsync(CancellationToken hurry)
    {
        await using (hurry.Register(_hurry.Cancel))
        {
            await _close.Value;
        }
    }

    private async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(_patience);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _hurry.Token);
        try
        {
            await _closing.CancelAsync();
            Hits.Dispose();
            var rest = RestAsync(enough.Token);
            // Actors of a host's system that ends do not answer any more.
            if (await Task.WhenAny(rest, System.WhenTerminated) != rest)
            {
                await enough.CancelAsync();
            }

            await rest;
        }
        finally
        {
            Uses.Dispose();
            await ReleaseAsync();
        }
    }

    // The lock last: who takes the folder over finds nobody at work in it.
    private async Task ReleaseAsync()
    {
        await _system.EndAsync();
        LeaveJournalNote();
        Hits.Dispose();
        Meter.Dispose();
        Recorder.Dispose();
        _views.Dispose();
        Reconciliation.Memory.Dispose();
        Downloader.Dispose();
        Io.Dispose();
        _closing.Dispose();
        _lock.Dispose();
    }

    // First what makes work stops, then what does it, then what follows it: nothing that was begun is cut off.
    private async Task RestAsync(CancellationToken enough)
    {
        try
        {
            var backup = _parts.Backups.Ask<BackupActor.Closed>(BackupActor.Close.Instance, enough);
            await _parts.Reconciliation.Ask<Reconciler.Closed>(Reconciler.Close.Instance, enough);
            await _parts.Eviction.Ask<Evictor.Closed>(Evictor.Close.Instance, enough);
            await _parts.Compression.Ask<CompressionCoordinator.Closed>(CompressionCoordinator.Close.Instance, enough);
            await Uses.RecordAsync().WaitAsync(enough);
            if (Passing is not null)
            {
                await Passing.CloseAsync(enough);
            }
            await _parts.Entries.Ask<EntryRegion.Stopped>(EntryRegion.StopAll.Instance, enough);
            await LeaveSpaceNoteAsync();
            await LeaveFolderTimesAsync();
            await _parts.Projections.Ask<ProjectionActor.CaughtUp>(ProjectionActor.CatchUp.Instance, enough);
            await backup;
            await _parts.Seal.Ask<SealActor.Sealed>(SealActor.Seal.Instance, enough);
        }
        catch (Exception e)
        {
            // A synthesizer that ignores its cancellation, a disk that hangs, views that cannot be written: the journal knows
            // what is unfinished, and a folder that stays locked would help nobody.
            _system.Warn(e, "The cache {Folder} did not come to rest and is closed as it is", Folder.Root);
        }
    }

    // Without the views a file gets its own copy: that costs space, and loses nothing.
    private async Task<IReadOnlyList<string>> FindEqualAsync(FileFacts content)
    {
        try
        {
            return await _views.QueryAsync(
                views => EntryListQuery.FilesWith(views, content, Folder),
                CancellationToken.None
            );
        }
        catch (Exception e) when (e is SqliteException or CacheException)
        {
            _system.Warn(e, "The views of {Folder} cannot tell which files are equal", Folder.Root);
            return [];
        }
    }

    private void LeaveJournalNote()
    {
        try
        {
            JournalNote.Leave(Folder);
        }
        catch (StorageException e)
        {
            _system.Warn(e, "The next start of the cache {Folder} looks through its journal", Folder.Root);
        }
    }

    // What is still at work would make the number wrong: then there is none, and the next start counts.
    private async Task LeaveSpaceNoteAsync()
    {
        if (_files.IsCounted && Room.Counted.IsCompletedSuccessfully)
        {
            try
            {
                await Io.RunAsync(() => _space.Leave(Room.Ledger.Taken));
            }
            catch (StorageException e)
            {
                _system.Warn(e, "The next start of the cache {Folder} has to count its files", Folder.Root);
            }
        }
    }

    // Nobody asks the views before the parts are there; entries are asked first, and find files that are equal.
    private Task RepairViews(ulong damaged) => ViewRepair.By(_parts.Projections)(damaged);

    // Before anything is journaled: rows that nobody began to seal would look like those of an older journal.
    private static void BeginSeal(CacheFolder folder, TimeProvider time)
    {
        try
        {
            StorageException.Guard(
                "begin the audit seal",
                folder.AuditPath,
                () => AuditDatabase.EnsureBegun(folder, time.GetUtcNow())
            );
        }
        catch (SqliteException e)
        {
            throw new CacheException($"The audit seal {folder.AuditPath} cannot be begun: {e.Message}", e);
        }
    }

    // What is not known to be right is looked at by the next start, as after a crash.
    private async Task LeaveFolderTimesAsync()
    {
        if (Reconciliation.Watch.Agrees && _files.IsIdle)
        {
            try
            {
                await Io.RunAsync(() => new FolderTimes(Folder).Leave(JournalEnd(Folder)));
            }
            catch (CacheException e)
            {
                _system.Warn(e, "The next start of the cache {Folder} has to look at its files", Folder.Root);
            }
        }
    }

    private void ObserveVerification(ReconciliationOptions options, TimeProvider time)
    {
        if (options.DeepEvery is { } within)
        {
            var coverage = new CoverageGauge(Reconciliation.Memory, within, time);
            Meter.Reconciliation.Observe(() => coverage.OldestAge, () => coverage.Share);
        }
    }

    private static long JournalEnd(CacheFolder folder)
    {
        using var journal = new JournalReader(folder.JournalPath);
        return journal.LastOrdering();
    }
}
