using Serilog;

namespace CacheActors.Files;

/// <summary>
/// Warns before the disk is full, once each time that it runs low. It asks the disk only when enough was written since, or
/// enough time passed, for the answer to be another one. Thread-safe.
/// </summary>
internal sealed class DiskWatch
{
    // Others write too: so often it is looked at, at most, for the sake of a write.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly long _warnBelow;
    private readonly TimeProvider _time;
    private readonly Func<string, long> _freeBytes;
    private long _lookedAt;
    private long _untilLook;
    private bool _low;

    /// <param name="folder">A folder on the disk.</param>
    /// <param name="warnBelow">Bytes that should be free; 0: it never warns.</param>
    /// <param name="time">The clock.</param>
    /// <param name="freeBytes">Asks the disk; by default the real one.</param>
    public DiskWatch(string folder, long warnBelow, TimeProvider time, Func<string, long>? freeBytes = null)
    {
        _folder = folder;
        _warnBelow = warnBelow;
        _time = time;
        _freeBytes = freeBytes ?? (path => new DriveInfo(path).AvailableFreeSpace);
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>Raised when less is free than should be, and was not the last time. On the thread that looked.</summary>
    public event EventHandler<DiskRanLowEventArgs>? RanLow;

    /// <summary>Asks the disk. Blocks.</summary>
    /// <exception cref="StorageException">It does not say.</exception>
    public DiskSpace Look()
    {
        DiskSpace space;
        bool ranLow;
        lock (_gate)
        {
            space = new DiskSpace(
                _folder,
                StorageException.Guard("ask for the free space of", _folder, () => _freeBytes(_folder)),
                _warnBelow
            );
            _lookedAt = _time.GetTimestamp();
            // Half of what is between here and there: the nearer, the more often.
            Interlocked.Exchange(ref _untilLook, Math.Abs(space.FreeBytes - _warnBelow) / 2);
            ranLow = space.IsLow && !_low;
            _low = space.IsLow;
        }
        if (ranLow)
        {
            Warn(space);
        }
        return space;
    }

    /// <summary>So much was written to the disk. Looks at it when that may have made a difference; blocks then.</summary>
    public void Wrote(long bytes)
    {
        if (
            _warnBelow > 0
            && (Interlocked.Add(ref _untilLook, -bytes) < 0 || _time.GetElapsedTime(_lookedAt) >= Interval)
        )
        {
            Look();
        }
    }

    private void Warn(DiskSpace space)
    {
        Log.Warning(
            "The disk of {Folder} has {FreeBytes} bytes free, less than {WarnBelowBytes}: free some space, or lower budget.max-bytes",
            space.Folder,
            space.FreeBytes,
            space.WarnBelowBytes
        );
        try
        {
            RanLow?.Invoke(this, new DiskRanLowEventArgs(space));
        }
        catch (Exception e)
        {
            // Whoever listens must not fail the write that happened to bring the news.
            Log.Error(e, "A listener for low disk space of {Folder} failed", space.Folder);
        }
    }
}
