using System.Security.Cryptography;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Space;

namespace CacheActors.Tests.Files;

public sealed class FileStoreTests : IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();
    private readonly IoPool _io = new();
    private readonly Room _room = new(new SpaceLedger(100_000_000));
    private readonly CacheFolder _cache;
    private readonly FileStore _store;
    private readonly string _final;

    public FileStoreTests()
    {
        _cache = new CacheFolder(_folder.At("cache"));
        _cache.Create();
        _store = new FileStore(_cache, _io, _room, QuietDisk.Watch, new Quarantine(_cache, TimeProvider.System));
        _final = _cache.AudioPath(EntryKey.For("en", "Ten green bottles.", 1), AudioFormat.Wav);
    }

    public void Dispose()
    {
        _io.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(1_000_003)]
    public async Task What_was_written_in_pieces_is_in_the_file_with_its_size_and_hash(int size)
    {
        var bytes = Bytes(size);
        var path = _store.NewStagingPath("wav");

        var facts = await _store.WriteStagedAsync(
            path,
            async (stream, token) =>
            {
                for (var at = 0; at < size; at += 70_001)
                {
                    var piece = bytes.AsMemory(at, Math.Min(70_001, size - at));
                    await stream.WriteAsync(piece[..(piece.Length / 3)], token);
                    stream.Write(piece[(piece.Length / 3)..].Span);
                    await stream.FlushAsync(token);
                }
            },
            CancellationToken.None
        );

        File.ReadAllBytes(path).ShouldBe(bytes);
        facts.ShouldBe(FactsOf(bytes));
        File.GetUnixFileMode(path).ShouldBe(OwnerReadsAndWrites);
    }

    [Fact]
    public async Task A_file_is_copied_in_without_a_change_to_it()
    {
        var source = _folder.Write("source.wav", Bytes(300_000));
        File.SetUnixFileMode(source, OwnerReadsAndWrites | UnixFileMode.OtherRead);
        var path = _store.NewStagingPath("wav");

        await using (var from = File.OpenRead(source))
        {
            (await _store.WriteStagedAsync(path, from.CopyToAsync, CancellationToken.None)).ShouldBe(
                FactsOf(Bytes(300_000))
            );
        }

        File.GetUnixFileMode(path).ShouldBe(OwnerReadsAndWrites);
        File.ReadAllBytes(source).ShouldBe(Bytes(300_000));
    }

    [Fact]
    public async Task A_writer_that_closes_the_stream_does_no_harm()
    {
        var path = _store.NewStagingPath("wav");
        Stream? kept = null;

        await _store.WriteStagedAsync(
            path,
            async (stream, token) =>
            {
                kept = stream;
                await stream.WriteAsync(Bytes(10), token);
                await stream.DisposeAsync();
                await stream.WriteAsync(Bytes(10), token);
            },
            CancellationToken.None
        );

        new FileInfo(path).Length.ShouldBe(20);
        kept.ShouldNotBeNull().CanWrite.ShouldBeFalse();
        Should.Throw<ObjectDisposedException>(() => kept.Write(Bytes(1)));
    }

    [Fact]
    public async Task A_writer_that_fails_or_is_cancelled_leaves_nothing_and_its_error_comes_through()
    {
        using var cancellation = new CancellationTokenSource();

        await Should.ThrowAsync<SynthesisFailedException>(() =>
            _store.WriteStagedAsync(
                _store.NewStagingPath("wav"),
                async (stream, token) =>
                {
                    await stream.WriteAsync(Bytes(100_000), token);
                    throw new SynthesisFailedException("no voice");
                },
                CancellationToken.None
            )
        );
        await Should.ThrowAsync<OperationCanceledException>(() =>
            _store.WriteStagedAsync(
                _store.NewStagingPath("wav"),
                async (stream, token) =>
                {
                    await stream.WriteAsync(Bytes(100_000), token);
                    await cancellation.CancelAsync();
                },
                cancellation.Token
            )
        );

        Directory.GetFileSystemEntries(_cache.StagingFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Publishing_moves_the_file_to_its_place_over_an_older_one()
    {
        var older = await PublishAsync(Bytes(10));
        await using var reader = _store.OpenRead(_final);

        var newer = await PublishAsync(Bytes(20));

        File.ReadAllBytes(_final).ShouldBe(Bytes(20));
        newer.ShouldNotBe(older);
        reader.Length.ShouldBe(10, "who reads the older file goes on reading it");
        Directory.GetFileSystemEntries(_cache.StagingFolder).ShouldBeEmpty();
        File.GetUnixFileMode(Path.GetDirectoryName(_final)!).ShouldBe(OwnerReadsAndWrites | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_file_that_another_process_wrote_is_taken_over()
    {
        var path = _store.NewStagingPath("m4a");
        Tool.Tone(path, 0.2, 22050, 1, "-c:a", "aac", "-f", "ipod");

        var facts = await _store.SealStagedAsync(path, CancellationToken.None);

        facts.ShouldBe(FactsOf(File.ReadAllBytes(path)));
        File.GetUnixFileMode(path).ShouldBe(OwnerReadsAndWrites);
    }

    [Fact]
    public async Task A_link_in_staging_is_not_taken_over()
    {
        var precious = _folder.Write("precious", Bytes(10));
        var path = _store.NewStagingPath("m4a");
        File.CreateSymbolicLink(path, precious);

        var error = await Should.ThrowAsync<StorageException>(() =>
            _store.SealStagedAsync(path, CancellationToken.None)
        );

        error.Message.ShouldContain($"{path}: it is a link to {precious}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_planted_in_staging_or_in_the_final_place_is_replaced_not_followed(bool symbolic)
    {
        var precious = _folder.Write("precious", Bytes(10));
        var path = _store.NewStagingPath("wav");
        Plant(symbolic, path, precious);
        Directory.CreateDirectory(Path.GetDirectoryName(_final)!);
        Plant(symbolic, _final, precious);

        var facts = await _store.WriteStagedAsync(
            path,
            (stream, token) => Write(stream, 20, token),
            CancellationToken.None
        );
        new FileInfo(path).LinkTarget.ShouldBeNull();
        await _store.PublishAsync(path, _final, facts, CancellationToken.None);

        new FileInfo(_final).LinkTarget.ShouldBeNull();
        new FileInfo(_final).Length.ShouldBe(20);
        File.ReadAllBytes(precious).ShouldBe(Bytes(10));
    }

    [Fact]
    public async Task Publishing_what_is_not_there_names_both_places()
    {
        var missing = _store.NewStagingPath("wav");

        var error = await Should.ThrowAsync<StorageException>(() =>
            _store.PublishAsync(missing, _final, new FileFacts(1, new string('a', 64)), CancellationToken.None)
        );

        error.Message.ShouldStartWith($"Cannot move {missing} to {_final}: it does not exist.");
    }

    [Fact]
    public async Task Deleting_is_done_once_and_true_ever_after()
    {
        await PublishAsync(Bytes(10));

        await _store.DeleteAsync(_final);
        await _store.DeleteAsync(_final);
        await _store.DeleteAsync(_folder.At("no", "such", "folder"));

        File.Exists(_final).ShouldBeFalse();
        var error = await Should.ThrowAsync<StorageException>(() => _store.DeleteAsync(_cache.Root));
        error.Path.ShouldBe(_cache.Root);
    }

    [Fact]
    public void The_sweep_deletes_what_was_staged_and_nothing_else()
    {
        var precious = _folder.Write("precious.part", Bytes(10));
        Directory.CreateDirectory(_folder.At("elsewhere"));
        var inElsewhere = _folder.Write("elsewhere/a.part", Bytes(10));
        string At(string name) => Path.Combine(_cache.StagingFolder, name);
        File.WriteAllBytes(At("a.wav.part"), Bytes(10));
        File.WriteAllBytes(At(".hidden.part"), Bytes(10));
        File.CreateSymbolicLink(At("link.part"), precious);
        File.CreateSymbolicLink(At("folder-link.part"), _folder.At("elsewhere"));
        File.CreateSymbolicLink(At("dead-link.part"), _folder.At("nowhere"));
        Directory.CreateDirectory(At("folder.part"));
        File.WriteAllBytes(At("note.txt"), Bytes(10));

        _store.SweepStaging();

        Directory
            .GetFileSystemEntries(_cache.StagingFolder)
            .Select(Path.GetFileName)
            .ShouldBe(["folder.part", "note.txt"], ignoreOrder: true);
        File.Exists(precious).ShouldBeTrue();
        File.Exists(inElsewhere).ShouldBeTrue();
    }

    [Fact]
    public void A_staging_folder_that_is_a_link_is_not_swept()
    {
        Directory.CreateDirectory(_folder.At("elsewhere"));
        var precious = _folder.Write("elsewhere/a.part", Bytes(10));
        Directory.Delete(_cache.StagingFolder);
        Directory.CreateSymbolicLink(_cache.StagingFolder, _folder.At("elsewhere"));

        Should.Throw<StorageException>(_store.SweepStaging).Message.ShouldContain("it is a link");
        File.Exists(precious).ShouldBeTrue();
    }

    [Fact]
    public void Names_in_staging_are_never_used_twice()
    {
        var other = new FileStore(_cache, _io, _room, QuietDisk.Watch, new Quarantine(_cache, TimeProvider.System));
        string[] names =
        [
            .. Enumerable.Range(0, 100).Select(_ => _store.NewStagingPath("wav")),
            .. Enumerable.Range(0, 100).Select(_ => other.NewStagingPath(".m4a")),
        ];

        names.ShouldBeUnique();
        names.ShouldAllBe(n => Path.GetDirectoryName(n) == _cache.StagingFolder && n.EndsWith(".part"));
    }

    private async Task<FileFacts> PublishAsync(byte[] bytes)
    {
        var path = _store.NewStagingPath("wav");
        var facts = await _store.WriteStagedAsync(
            path,
            (stream, token) => stream.WriteAsync(bytes, token).AsTask(),
            CancellationToken.None
        );
        await _store.PublishAsync(path, _final, facts, CancellationToken.None);
        return facts;
    }

    private static Task Write(Stream stream, int count, CancellationToken token) =>
        stream.WriteAsync(Bytes(count), token).AsTask();

    private static void Plant(bool symbolic, string path, string target)
    {
        if (symbolic)
        {
            File.CreateSymbolicLink(path, target);
        }
        else
        {
            Tool.Run("ln", target, path);
        }
    }

    private static FileFacts FactsOf(byte[] bytes) =>
        new(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31 >> 3))];
}
