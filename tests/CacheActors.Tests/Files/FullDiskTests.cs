using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Space;

namespace CacheActors.Tests.Files;

public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IoPool _io = new();

    public void Dispose()
    {
        _io.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_full_disk_fails_one_write_clearly_and_loses_nothing()
    {
        Directory.CreateDirectory(_folder.At("disk"));
        using var disk = SmallDisk.TryMount(_folder.At("disk"), kilobytes: 400);
        var cache = new CacheFolder(_folder.At("disk", "cache"));
        cache.Create();

        // Without the right to mount, the device that is always full stands in for the disk at the second write.
        var files = 0;
        var store = new FileStore(
            cache,
            _io,
            new Room(new SpaceLedger(100_000_000)),
            QuietDisk.Watch,
            new Quarantine(cache, TimeProvider.System),
            findEqual: null,
            disk is null ? path => files++ == 1 ? OpenFullDevice(path) : DurableFile.CreateNew(path) : null
        );
        var stored = cache.AudioPath(EntryKey.For("en", "One.", 1), AudioFormat.Wav);
        await StoreAsync(store, stored, kilobytes: 100);

        var path = store.NewStagingPath("wav");
        var error = await Should.ThrowAsync<StorageException>(() => WriteAsync(store, path, kilobytes: 500));

        error.DiskFull.ShouldBeTrue();
        error.CanRetry.ShouldBeFalse();
        error.Message.ShouldBe(
            $"Cannot write {path}: the disk is full. Free some space there or choose a folder on another disk, then try again."
        );
        Directory.GetFileSystemEntries(cache.StagingFolder).ShouldBeEmpty();
        new FileInfo(stored).Length.ShouldBe(100 << 10);

        await StoreAsync(store, cache.AudioPath(EntryKey.For("en", "Two.", 1), AudioFormat.Wav), kilobytes: 200);
    }

    [Fact]
    public void The_errors_of_a_device_that_is_full_are_known_as_such()
    {
        using var device = OpenFullDevice(_folder.At("nothing"));

        var error = Should.Throw<StorageException>(() =>
            StorageException.Guard("write", "/dev/full", () => device.Write([1, 2, 3]))
        );

        error.DiskFull.ShouldBeTrue();
        error.Operation.ShouldBe("write");
        error.Path.ShouldBe("/dev/full");
    }

    private static async Task StoreAsync(FileStore store, string final, int kilobytes)
    {
        var path = store.NewStagingPath("wav");
        var facts = await WriteAsync(store, path, kilobytes);
        await store.PublishAsync(path, final, facts, CancellationToken.None);
    }

    private static Task<FileFacts> WriteAsync(FileStore store, string path, int kilobytes) =>
        store.WriteStagedAsync(
            path,
            async (stream, token) => await stream.WriteAsync(new byte[kilobytes << 10], token),
            CancellationToken.None
        );

    private static FileStream OpenFullDevice(string path) =>
        new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
}
