using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Space;

namespace CacheActors.Tests.Files;

/// <summary>Equal content is one file with several names, counted once.</summary>
public sealed class FileSharingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IoPool _io = new();
    private readonly Room _room = new(new SpaceLedger(10_000_000));
    private readonly CacheFolder _cache;
    private readonly List<string> _known = [];

    public FileSharingTests()
    {
        _cache = new CacheFolder(_folder.At("cache"));
        _cache.Create();
        Store = NewStore();
    }

    private FileStore Store { get; set; }

    public void Dispose()
    {
        _io.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Equal_content_is_stored_once_and_counted_once()
    {
        await PublishAsync("A.", 1, 70_000);
        await PublishAsync("B.", 1, 70_000);
        await PublishAsync("C.", 2, 70_000);

        Id("B.").ShouldBe(Id("A."));
        Id("C.").ShouldNotBe(Id("A."));
        File.ReadAllBytes(Final("B.")).ShouldBe(Content(1, 70_000));
        ShouldBeCounted(140_000);
    }

    [Fact]
    public async Task Its_bytes_come_back_with_its_last_name()
    {
        await PublishAsync("A.", 1, 1000);
        await PublishAsync("B.", 1, 1000);

        (await Store.DeleteAsync(Final("A."))).ShouldBe(0);
        ShouldBeCounted(1000);
        (await Store.DeleteAsync(Final("B."))).ShouldBe(1000);
        ShouldBeCounted(0);
    }

    [Fact]
    public async Task A_name_that_gets_other_content_leaves_the_others_theirs()
    {
        await PublishAsync("A.", 1, 1000);
        await PublishAsync("B.", 1, 1000);

        await PublishAsync("B.", 2, 300);

        File.ReadAllBytes(Final("A.")).ShouldBe(Content(1, 1000));
        ShouldBeCounted(1300);
    }

    [Fact]
    public async Task The_same_content_published_again_in_its_place_or_over_a_shared_name_changes_nothing()
    {
        await PublishAsync("A.", 1, 1000);
        await PublishAsync("A.", 1, 1000);
        ShouldBeCounted(1000);
        await PublishAsync("B.", 1, 1000);
        _known.Add(Final("A."));

        await PublishAsync("B.", 1, 1000);
        await PublishAsync("A.", 1, 1000);

        Id("B.").ShouldBe(Id("A."));
        ShouldBeCounted(1000);
    }

    [Fact]
    public async Task What_an_earlier_process_published_is_shared_when_the_views_know_it()
    {
        await PublishAsync("A.", 1, 1000);
        Store = NewStore();
        _known.AddRange([Final("Gone."), Final("A.")]);

        await PublishAsync("B.", 1, 1000);

        Id("B.").ShouldBe(Id("A."));
        ShouldBeCounted(1000);
    }

    [Fact]
    public async Task A_file_that_is_damaged_is_not_shared()
    {
        await PublishAsync("A.", 1, 200_000);
        await using (var file = new FileStream(Final("A."), FileMode.Open))
        {
            file.Position = 150_000;
            file.WriteByte(0xFF);
        }

        await PublishAsync("B.", 1, 200_000);

        File.ReadAllBytes(Final("B.")).ShouldBe(Content(1, 200_000));
        Id("B.").ShouldNotBe(Id("A."));
        ShouldBeCounted(400_000);
    }

    [Fact]
    public async Task A_file_of_another_size_is_not_shared()
    {
        await PublishAsync("A.", 1, 1000);
        await File.AppendAllTextAsync(Final("A."), "more");

        await PublishAsync("B.", 1, 1000);

        File.ReadAllBytes(Final("B.")).ShouldBe(Content(1, 1000));
        Id("B.").ShouldNotBe(Id("A."));
    }

    [Fact]
    public async Task A_link_planted_in_a_files_place_is_not_shared()
    {
        var precious = _folder.Write("precious", Content(1, 1000));
        Directory.CreateDirectory(Path.GetDirectoryName(Final("A."))!);
        File.CreateSymbolicLink(Final("A."), precious);
        _known.Add(Final("A."));

        await PublishAsync("B.", 1, 1000);

        new FileInfo(Final("B.")).LinkTarget.ShouldBeNull();
        FileOnDisk.Find(precious).ShouldNotBeNull().Links.ShouldBe(1);
        ShouldBeCounted(1000);
    }

    [Fact]
    public async Task Files_that_come_and_go_at_the_same_time_are_counted_right()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() => WorkAsync(worker))));

        ShouldBeCounted(AudioFolder.Bytes(_cache.AudioFolder));

        foreach (var i in Enumerable.Range(0, 12))
        {
            await Store.DeleteAsync(Final($"{i}"));
        }
        ShouldBeCounted(0);

        // Each name has one writer, as an entry's actor is one; contents are common.
        async Task WorkAsync(int worker)
        {
            var random = new Random(worker);
            for (var i = 0; i < 150; i++)
            {
                var name = $"{worker + 8 * random.Next(2)}";
                if (int.Parse(name) >= 12 || random.Next(3) == 0)
                {
                    await Store.DeleteAsync(Final(name));
                }
                else
                {
                    await PublishAsync(name, random.Next(3), 5000);
                }
                _room.Ledger.Taken.ShouldBeGreaterThanOrEqualTo(0);
            }
        }
    }

    private void ShouldBeCounted(long bytes)
    {
        _room.Ledger.Taken.ShouldBe(bytes);
        AudioFolder.Bytes(_cache.AudioFolder).ShouldBe(bytes);
        Directory.GetFileSystemEntries(_cache.StagingFolder).ShouldBeEmpty();
        Store.IsIdle.ShouldBeTrue();
    }

    private FileStore NewStore() =>
        new(
            _cache,
            _io,
            _room,
            QuietDisk.Watch,
            new Quarantine(_cache, TimeProvider.System),
            _ => Task.FromResult<IReadOnlyList<string>>([.. _known])
        );

    private string Final(string text) => _cache.AudioPath(EntryKey.For("en", text, 1), AudioFormat.Wav);

    private ulong Id(string text) => FileOnDisk.Find(Final(text)).ShouldNotBeNull().Id;

    private async Task PublishAsync(string text, int content, int size)
    {
        var path = Store.NewStagingPath("wav");
        var facts = await Store.WriteStagedAsync(
            path,
            (stream, token) => stream.WriteAsync(Content(content, size), token).AsTask(),
            CancellationToken.None
        );
        await Store.PublishAsync(path, Final(text), facts, CancellationToken.None);
    }

    private static byte[] Content(int seed, int size)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
