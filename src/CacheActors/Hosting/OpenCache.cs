using Akka.Actor;
using CacheActors.Compression;
using CacheActors.Entries;
using CacheActors.Eviction;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Processes;
using CacheActors.Space;
using CacheActors.Views;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;
using Serilog;

namespace CacheActors.Hosting;

/// <summary>Everything that runs while a cache is open, and the order in which it starts and stops.</summary>
internal sealed class OpenCache : IAsyncDisposable
{
    private readonly CacheLock _lock;
    private readonly SpaceNote _space;
    private readonly FileStore _files;
    private readonly CacheReader _views;
    private readonly CancellationTokenSource _closing = new();
    private readonly Lazy<Task> _close;
    private readonly TimeSpan _patience;

    private OpenCache(
        CacheActorsOptions options,
        CacheDependencies dependencies,
        CacheFolder folder,
        CacheLock cacheLock,
        IoPool io,
        Func<CacheServices, CacheServices>? replace
    )
    {
        _lock = cacheLock;
        _close = new Lazy<Task>(CloseAsync);
        _patience = options.Entries.AnswerTimeout;
        Folder = folder;
        Io = io;
        Room = new Room(new SpaceLedger(options.Budget.MaxBytes));
        _space = new SpaceNote(folder);
        _views = new CacheReader(folder, io, options.Budget.MaxBytes);
        Disk = new DiskWatch(folder.Root, options.Budget.WarnFreeDisk, dependencies.Time);
        _files = new FileStore(folder, io, Room, Disk, FindEqualAsync);
        _files.SweepStaging();
        Room.CountFirst(
            _space.Take() is { } bytes
                ? Task.FromResult(bytes)
                : io.RunAsync(() => AudioFolder.Bytes(folder.AudioFolder))
        );
        Recorder = new Recorder(folder, _files, io, dependencies.Synthesizer, options.Speech);
        Processes = new ChildProcesses(dependencies.Time);
        var services = new CacheServices(
            options,
            folder,
            _files,
            Leases,
            Ready,
            Room,
            io,
            Recorder,
            new FfmpegEncoder(options.Compression, Processes, io),
            dependencies.Time,
            () => Guid.NewGuid().ToString("N"),
            _closing.Token
        );
        services = replace?.Invoke(services) ?? services;
        System = ActorSystem.Create("cacheactors", SystemConfig.For(options, folder));
        Guardian = System.ActorOf(Props.Create<CacheGuardian>(services), "cacheactors");
    }

    public CacheFolder Folder { get; }

    public IoPool Io { get; }

    public IFileStore Files => _files;

    public LeaseTable Leases { get; } = new();

    public ReadyIndex Ready { get; } = new();

    public Room Room { get; }

    public DiskWatch Disk { get; }

    public Recorder Recorder { get; }

    public ChildProcesses Processes { get; }

    public CacheGuardian.Parts Parts { get; private set; } = null!; // Set before anybody else sees this object.

    public ActorSystem System { get; }

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
        var folder = new CacheFolder(Path.GetFullPath(options.Folder));
        folder.Create();
        var cacheLock = CacheLock.Acquire(folder);
        var io = new IoPool();
        OpenCache? open = null;
        try
        {
            CheckJournal(folder);
            open = new OpenCache(options, dependencies, folder, cacheLock, io, replace);
            open.Parts = await open.Guardian.Ask<CacheGuardian.Parts>(
                CacheGuardian.GetParts.Instance,
                cancellationToken
            );
            await open.Parts.Projections.Ask<ProjectionActor.CaughtUp>(
                ProjectionActor.CatchUp.Instance,
                cancellationToken
            );
            return open;
        }
        catch
        {
            if (open is not null)
            {
                await open.System.Terminate();
                open._views.Dispose();
                open.Recorder.Dispose();
            }

            io.Dispose();
            cacheLock.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync() => new(_close.Value);

    // First what makes work stops, then what does it, then what follows it: nothing that was begun is cut off.
    private async Task CloseAsync()
    {
        try
        {
            await _closing.CancelAsync();
            await Parts.Eviction.Ask<Evictor.Closed>(Evictor.Close.Instance, _patience);
            await Parts.Compression.Ask<CompressionCoordinator.Closed>(
                CompressionCoordinator.Close.Instance,
                _patience
            );
            await Parts.Entries.Ask<EntryRegion.Stopped>(EntryRegion.StopAll.Instance, _patience);
            await LeaveSpaceNoteAsync();
            await Parts.Projections.Ask<ProjectionActor.CaughtUp>(ProjectionActor.CatchUp.Instance, _patience);
        }
        catch (SqliteException e)
        {
            // A full disk: they follow the journal at the next start.
            Log.Warning(e, "The views of {Folder} are behind its journal", Folder.Root);
        }
        catch (AskTimeoutException e)
        {
            // A synthesizer that ignores its cancellation, a disk that hangs: the journal knows what is unfinished.
            Log.Warning(
                e,
                "The cache {Folder} did not come to rest in {Patience} and is closed as it is",
                Folder.Root,
                _patience
            );
        }
        finally
        {
            await System.Terminate();
            Recorder.Dispose();
            _views.Dispose();
            Io.Dispose();
            _closing.Dispose();
            _lock.Dispose();
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
            Log.Warning(e, "The views of {Folder} cannot tell which files are equal", Folder.Root);
            return [];
        }
    }

    // What is still at work would make the number wrong: then there is none, and the next start counts.
    private async Task LeaveSpaceNoteAsync()
    {
        if (_files.IsIdle && Room.Counted.IsCompletedSuccessfully)
        {
            try
            {
                await Io.RunAsync(() => _space.Leave(Room.Ledger.Taken));
            }
            catch (StorageException e)
            {
                Log.Warning(e, "The next start of the cache {Folder} has to count its files", Folder.Root);
            }
        }
    }

    // A damaged journal is refused here, by name, rather than by each entry that cannot recover.
    private static void CheckJournal(CacheFolder folder)
    {
        try
        {
            using var journal = new JournalReader(folder.JournalPath);
            journal.LastOrdering();
        }
        catch (SqliteException e)
        {
            throw new JournalDamagedException(
                $"The journal {folder.JournalPath} cannot be read: {e.Message}. Nothing was changed; put back a copy of the file.",
                e
            );
        }
    }
}
