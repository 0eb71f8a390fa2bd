using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Hosting;

namespace CacheActors.Tests.Support;

/// <summary>
/// Everything that takes space and gives it back, at random and all at once, in a cache whose audio lies on a file system
/// that has exactly as many pages left as the budget. The kernel measures: one page too many, at any moment, and a write fails.
/// </summary>
internal sealed class BudgetWorkload(string diskFolder, string otherFolder)
{
    // For the lock, the audit seal and the like: more than they need, and what they leave is filled up.
    private const int OtherPages = 128;

    private const int BudgetPages = 512;
    private const int Names = 300;
    private const int MostPages = 24;
    private const int Contents = 3;
    private const string Voice = "voice";

    private readonly Lock _gate = new();
    private readonly HashSet<EntryKey> _keys = [];
    private readonly List<Exception> _overshoots = [];
    private long _full;

    /// <summary>The size the file system has to have.</summary>
    public static int DiskKilobytes => (BudgetPages + OtherPages) * PageSynthesizer.PageBytes / 1024;

    public static long BudgetBytes => BudgetPages * PageSynthesizer.PageBytes;

    /// <summary>Operations that failed because there was no room.</summary>
    public long Full => Interlocked.Read(ref _full);

    /// <summary>What failed because the disk was full: each is an overshoot.</summary>
    public IReadOnlyList<Exception> Overshoots => _overshoots;

    /// <summary>The most bytes that the file system was seen to hold, without the pages that are no audio.</summary>
    public long MostBytes { get; private set; }

    /// <returns>What is taken of the space in the end, by the ledger, by the disk and by the views.</returns>
    public async Task<(long Ledger, long Disk, long Views)> RunAsync(int operations, int callers)
    {
        var folder = new CacheFolder(diskFolder);
        // The databases are no audio: elsewhere. SQLite follows the link and keeps its logs beside the file.
        foreach (var path in (string[])[folder.JournalPath, folder.ViewsPath])
        {
            var elsewhere = Path.Combine(otherFolder, Path.GetFileName(path));
            await File.WriteAllBytesAsync(elsewhere, []);
            File.CreateSymbolicLink(path, elsewhere);
        }
        var options = new CacheActorsOptions
        {
            Folder = diskFolder,
            Budget = { MaxBytes = BudgetBytes, WarnFreeDisk = 0 },
            Journal = { Synchronous = "normal" },
            Reconciliation = { Automatic = false },
            Backup = { Interval = null },
            Audit = { SealInterval = TimeSpan.FromDays(1) },
            Compression =
            {
                Linger = TimeSpan.FromMilliseconds(20),
                RetryAfter = TimeSpan.FromMilliseconds(100),
                Processes = 2,
                BatchFiles = 8,
            },
        };
        var synthesizer = new PageSynthesizer();
        var inside = await OpenCache.OpenAsync(
            options,
            new CacheDependencies { Synthesizer = synthesizer },
            services => services with { Encoder = new PageEncoder() },
            CancellationToken.None
        );
        await using var cache = new AudioCache(inside, options, synthesizer);
        FillUpTo(BudgetBytes);
        await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(caller => Task.Run(() => CallAsync(cache, new Random(caller), operations / callers)))
        );
        await cache.CompressAsync();
        var views = (await cache.StatisticsAsync()).ContentBytes;
        return (inside.Room.Ledger.Taken, AudioFolder.Bytes(folder.AudioFolder), views);
    }

    private async Task CallAsync(AudioCache cache, Random random, int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            try
            {
                await DoAsync(cache, random);
            }
            catch (CacheFullException)
            {
                Interlocked.Increment(ref _full);
            }
            catch (UnknownEntryException)
            {
                // Evicted by somebody else since this caller saw it.
            }
            catch (StorageException e) when (e.DiskFull)
            {
                lock (_gate)
                {
                    _overshoots.Add(e);
                }
            }
            Look();
        }
    }

    private async Task DoAsync(AudioCache cache, Random random)
    {
        switch (random.Next(100))
        {
            case < 55:
                Remember(await cache.GetOrSynthesizeAsync(new SynthesisRequest(Text(random), Voice)));
                break;
            case < 70:
                var path = Path.Combine(otherFolder, $"{Guid.NewGuid():N}.wav");
                await File.WriteAllBytesAsync(path, PageSynthesizer.Wav(Pages(random), random.Next(Contents)));
                Remember(await cache.ImportAsync(new ImportRequest(path, $"voice{random.Next(4)}")));
                File.Delete(path);
                break;
            case < 80 when AnyKey(random) is { } key:
                await using (var stream = await cache.OpenReadAsync(key))
                {
                    await (stream ?? Stream.Null).CopyToAsync(Stream.Null);
                }
                break;
            case < 88 when AnyKey(random) is { } key:
                await cache.CompressAsync([key]);
                break;
            case < 92 when AnyKey(random) is { } key:
                await cache.PinAsync(key);
                await cache.UnpinAsync(key);
                break;
            case < 98:
                await cache.EvictAsync(random.NextInt64(BudgetBytes / 2, BudgetBytes));
                break;
            case 98 when random.Next(10) == 0:
                await cache.ClearAsync();
                break;
            default:
                await cache.StatisticsAsync();
                break;
        }
    }

    private static string Text(Random random)
    {
        // A name has always the same audio; many names share theirs.
        var name = random.Next(Names);
        return PageSynthesizer.Text(name, 1 + name % MostPages, name % Contents);
    }

    private static int Pages(Random random) => random.Next(1, MostPages);

    private void Remember(CachedAudio audio)
    {
        lock (_gate)
        {
            _keys.Add(audio.Key);
        }
    }

    private EntryKey? AnyKey(Random random)
    {
        lock (_gate)
        {
            return _keys.Count == 0 ? null : _keys.ElementAt(random.Next(_keys.Count));
        }
    }

    private void FillUpTo(long freeBytes)
    {
        var filler = new byte[new DriveInfo(diskFolder).TotalFreeSpace - freeBytes];
        File.WriteAllBytes(Path.Combine(diskFolder, "filler"), filler);
    }

    private void Look()
    {
        var bytes = BudgetBytes - new DriveInfo(diskFolder).TotalFreeSpace;
        lock (_gate)
        {
            MostBytes = Math.Max(MostBytes, bytes);
        }
    }
}
