using CacheActors.Files;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests;

/// <summary>A disk that is really full: one operation fails, all else goes on, and what was acknowledged stays.</summary>
public sealed class FullDiskCacheTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly string _disk;

    public FullDiskCacheTests()
    {
        _disk = _temporary.At("disk");
        Directory.CreateDirectory(_disk);
    }

    private string Filler => Path.Combine(_disk, "filler");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task When_the_disk_is_full_what_is_new_fails_clearly_and_what_is_there_plays()
    {
        using var disk = SmallDisk.TryMount(_disk, kilobytes: 4096);
        if (disk is null)
        {
            return; // Mounting is not permitted here; FileStoreTests and FullDiskTests have the device that is always full.
        }
        var options = Options(Path.Combine(_disk, "cache"));
        var stored = new List<CachedAudio>();
        {
            await using var cache = await AudioCache.OpenAsync(options, new ToneSynthesizer());
            stored.Add(await SpeakAsync(cache, 0));
            Fill(leaveBytes: 300_000);

            CacheException? failure = null;
            for (var i = 1; failure is null; i++)
            {
                try
                {
                    stored.Add(await SpeakAsync(cache, i));
                }
                catch (CacheException e)
                {
                    failure = e;
                }
            }

            failure.Message.ShouldContain("full");
            Directory.GetFileSystemEntries(Path.Combine(options.Folder, "staging")).ShouldBeEmpty();
            foreach (var audio in stored)
            {
                (await SpeakAsync(cache, stored.IndexOf(audio))).Hit.ShouldBeTrue();
                WavFacts.Read(audio.Path).Duration.ShouldBe(audio.Duration, TimeSpan.FromMilliseconds(1));
            }

            File.Delete(Filler);
            stored.Add(await SpeakAsync(cache, stored.Count + 1));
            (await cache.CompressAsync()).Failures.ShouldBeEmpty();
        }

        await ShouldHoldAsync(options, stored);
    }

    [Fact]
    public async Task When_the_journals_disk_is_full_what_is_new_fails_clearly_and_leaves_no_file()
    {
        using var disk = SmallDisk.TryMount(_disk, kilobytes: 1024);
        if (disk is null)
        {
            return;
        }
        // SQLite follows the link and keeps its log beside the file.
        var options = Options(_temporary.At("cache"));
        var folder = new CacheFolder(options.Folder);
        folder.Create();
        File.CreateSymbolicLink(folder.JournalPath, Path.Combine(_disk, "journal.db"));
        File.WriteAllBytes(Path.Combine(_disk, "journal.db"), []);
        var stored = new List<CachedAudio>();
        {
            await using var cache = await AudioCache.OpenAsync(options, new ToneSynthesizer());
            stored.Add(await SpeakAsync(cache, 0));
            Fill(leaveBytes: 0);

            CacheException? failure = null;
            for (var i = 1; failure is null; i++)
            {
                try
                {
                    stored.Add(await SpeakAsync(cache, i));
                }
                catch (CacheException e)
                {
                    failure = e;
                }
            }

            failure.Message.ShouldContain("The journal refused an event");
            failure.Message.ShouldContain("full");
            (await SpeakAsync(cache, 0)).Hit.ShouldBeTrue();
            // What no event names goes again: nothing but the entries is left.
            await Eventually.ShouldBeTrueAsync(() => Task.FromResult(Files(folder) == stored.Count));

            File.Delete(Filler);
            stored.Add(await SpeakAsync(cache, stored.Count + 1));
        }

        await ShouldHoldAsync(options, stored);
    }

    [Fact]
    public async Task A_disk_that_runs_low_is_told_before_it_is_full()
    {
        using var disk = SmallDisk.TryMount(_disk, kilobytes: 4096);
        if (disk is null)
        {
            return;
        }
        var options = Options(Path.Combine(_disk, "cache"));
        options.Budget.WarnFreeDisk = 1_500_000;
        await using var cache = await AudioCache.OpenAsync(options, new ToneSynthesizer());
        var told = new List<DiskSpace>();
        cache.DiskRanLow += (_, low) => told.Add(low.Space);

        for (var i = 0; told.Count == 0; i++)
        {
            await SpeakAsync(cache, i);
        }

        told.ShouldHaveSingleItem().FreeBytes.ShouldBeInRange(500_000, 1_500_000);
        cache.DiskSpace.IsLow.ShouldBeTrue();
    }

    private static CacheActorsOptions Options(string folder) =>
        new() { Folder = folder, Compression = { Automatic = false } };

    private static int Files(CacheFolder folder) =>
        Directory.GetFiles(folder.AudioFolder, "*", SearchOption.AllDirectories).Length;

    // Each of another length: equal ones would share a file.
    private static Task<CachedAudio> SpeakAsync(AudioCache cache, int number) =>
        cache.GetOrSynthesizeAsync(new SynthesisRequest(new string('n', number + 1), "voice"));

    private static async Task ShouldHoldAsync(CacheActorsOptions options, IReadOnlyList<CachedAudio> stored)
    {
        await using var cache = await AudioCache.OpenAsync(options, new ToneSynthesizer());
        var entries = await cache.Reader.ListAsync(new EntryFilter());
        // One more may be there: journaled, but its caller was told that the views could not show it.
        stored.Select(audio => audio.Key).ShouldBeSubsetOf(entries.Select(entry => entry.Key));
        entries.Count.ShouldBeLessThanOrEqualTo(stored.Count + 1);
        foreach (var entry in entries)
        {
            File.Exists(entry.Path).ShouldBeTrue();
        }
        var folder = new CacheFolder(options.Folder);
        AudioFolder.Bytes(folder.AudioFolder).ShouldBe((await cache.StatisticsAsync()).ContentBytes);
        Directory.GetFileSystemEntries(folder.StagingFolder).ShouldBeEmpty();
    }

    /// <summary>Writes a file that leaves so much of the disk.</summary>
    private void Fill(long leaveBytes)
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        while (new DriveInfo(_disk).AvailableFreeSpace >= leaveBytes + page.Length)
        {
            file.Write(page);
        }
    }
}
