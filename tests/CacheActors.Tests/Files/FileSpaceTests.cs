using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Space;

namespace CacheActors.Tests.Files;

/// <summary>Bytes are in the ledger before they are on the disk, and leave it after.</summary>
public sealed class FileSpaceTests : IDisposable
{
    private const int Budget = 1_000_000;

    private readonly TemporaryFolder _folder = new();
    private readonly IoPool _io = new();
    private readonly Room _room = new(new SpaceLedger(Budget));
    private readonly CacheFolder _cache;
    private readonly FileStore _store;

    public FileSpaceTests()
    {
        _cache = new CacheFolder(_folder.At("cache"));
        _cache.Create();
        _store = new FileStore(_cache, _io, _room, QuietDisk.Watch, new Quarantine(_cache, TimeProvider.System));
    }

    public void Dispose()
    {
        _io.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Space_is_taken_before_each_byte_is_on_the_disk(bool synchronous)
    {
        var path = _store.NewStagingPath("wav");

        await _store.WriteStagedAsync(
            path,
            async (stream, token) =>
            {
                for (var i = 0; i < 100; i++)
                {
                    await WriteAsync(stream, 3000, synchronous, token);
                    _room.Ledger.Taken.ShouldBe(new FileInfo(path).Length);
                }
            },
            CancellationToken.None
        );

        _room.Ledger.Taken.ShouldBe(300_000);
        await _store.DeleteAsync(path);
        _room.Ledger.Taken.ShouldBe(0);
        _store.IsIdle.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_does_not_fit_is_refused_before_it_is_written_and_leaves_nothing(bool synchronous)
    {
        var path = _store.NewStagingPath("wav");
        var largest = 0L;

        var error = await Should.ThrowAsync<CacheFullException>(() =>
            _store.WriteStagedAsync(
                path,
                async (stream, token) =>
                {
                    while (true)
                    {
                        await WriteAsync(stream, 9999, synchronous, token);
                        largest = new FileInfo(path).Length;
                    }
                },
                CancellationToken.None
            )
        );

        largest.ShouldBeInRange(Budget - 100_000, Budget);
        error.BudgetBytes.ShouldBe(Budget);
        error.NeededBytes.ShouldBeGreaterThan(Budget);
        _room.Ledger.Taken.ShouldBe(0);
        Directory.GetFileSystemEntries(_cache.StagingFolder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_writer_cannot_hide_that_there_was_no_room(bool swallowed)
    {
        var write = async (Stream stream, CancellationToken token) =>
        {
            try
            {
                await stream.WriteAsync(new byte[2 * Budget], token);
            }
            catch (CacheFullException e)
            {
                if (!swallowed)
                {
                    throw new InvalidOperationException("The voice is hoarse.", e);
                }
            }
        };

        await Should.ThrowAsync<CacheFullException>(() =>
            _store.WriteStagedAsync(_store.NewStagingPath("wav"), write, CancellationToken.None)
        );

        _room.Ledger.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task A_published_file_keeps_its_space_and_gives_back_that_of_the_one_it_replaces()
    {
        await PublishAsync("A.", 1000);
        _room.Ledger.Taken.ShouldBe(1000);

        await PublishAsync("A.", 400);
        _room.Ledger.Taken.ShouldBe(400);

        (await _store.DeleteAsync(Final("A."))).ShouldBe(400);
        (await _store.DeleteAsync(Final("A."))).ShouldBe(0);
        _room.Ledger.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_cannot_be_published_keeps_its_space_until_it_is_deleted()
    {
        var path = _store.NewStagingPath("wav");
        var facts = await WriteStagedAsync(path, 1000);
        Directory.CreateDirectory(Final("A."));

        await Should.ThrowAsync<StorageException>(() =>
            _store.PublishAsync(path, Final("A."), facts, CancellationToken.None)
        );

        _room.Ledger.Taken.ShouldBe(1000);
        await _store.DeleteAsync(path);
        _room.Ledger.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task What_another_process_writes_is_trimmed_to_what_it_wrote()
    {
        var path = _store.NewStagingPath("m4a");
        _store.TryReserveStaged(path, Budget).ShouldBeTrue();
        File.WriteAllBytes(path, new byte[5000]);

        await _store.SealStagedAsync(path, CancellationToken.None);

        _room.Ledger.Taken.ShouldBe(5000);
    }

    [Fact]
    public async Task What_is_reserved_and_never_written_is_given_back()
    {
        var (first, second) = (_store.NewStagingPath("m4a"), _store.NewStagingPath("m4a"));
        _store.TryReserveStaged(first, Budget).ShouldBeTrue();

        _store.TryReserveStaged(second, 1).ShouldBeFalse();
        await Should.ThrowAsync<CacheFullException>(() =>
            _store.ReserveStagedAsync(second, 1, CancellationToken.None).AsTask()
        );

        await _store.DeleteAsync(first);
        _room.Ledger.Taken.ShouldBe(0);
        _store.IsIdle.ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_waits_for_room_to_be_made()
    {
        await PublishAsync("A.", Budget);
        _room.MakeBy(() => _ = _store.DeleteAsync(Final("A.")));

        await PublishAsync("B.", 300_000);

        File.Exists(Final("A.")).ShouldBeFalse();
        _room.Ledger.Taken.ShouldBe(300_000);
    }

    [Fact]
    public async Task What_can_never_fit_evicts_nothing_more()
    {
        var asked = 0;
        _room.MakeBy(() => asked++);

        await Should.ThrowAsync<CacheFullException>(() => WriteStagedAsync(_store.NewStagingPath("wav"), 2 * Budget));

        asked.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_written_or_deleted_before_what_is_there_is_counted()
    {
        var count = new TaskCompletionSource<long>();
        Directory.CreateDirectory(Path.GetDirectoryName(Final("A."))!);
        File.WriteAllBytes(Final("A."), new byte[700]);
        _room.CountFirst(count.Task);

        var deleting = _store.DeleteAsync(Final("A."));
        var writing = WriteStagedAsync(_store.NewStagingPath("wav"), 1000);

        deleting.IsCompleted.ShouldBeFalse();
        File.Exists(Final("A.")).ShouldBeTrue();
        count.SetResult(700);
        await writing;
        (await deleting).ShouldBe(700);
        _room.Ledger.Taken.ShouldBe(1000);
    }

    private string Final(string text) => _cache.AudioPath(EntryKey.For("en", text, 1), AudioFormat.Wav);

    private async Task PublishAsync(string text, int size)
    {
        var path = _store.NewStagingPath("wav");
        var facts = await WriteStagedAsync(path, size);
        await _store.PublishAsync(path, Final(text), facts, CancellationToken.None);
    }

    private Task<FileFacts> WriteStagedAsync(string path, int size) =>
        _store.WriteStagedAsync(
            path,
            (stream, token) => stream.WriteAsync(new byte[size], token).AsTask(),
            CancellationToken.None
        );

    private static async Task WriteAsync(Stream stream, int count, bool synchronous, CancellationToken token)
    {
        if (synchronous)
        {
            stream.Write(new byte[count]);
        }
        else
        {
            await stream.WriteAsync(new byte[count], token);
        }
    }
}
