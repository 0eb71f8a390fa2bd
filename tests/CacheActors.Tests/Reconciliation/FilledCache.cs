using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Akka.Actor;
using CacheActors.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Processes;
using CacheActors.Tests.Support;
using Microsoft.Data.Sqlite;
using Shouldly;

namespace CacheActors.Tests.Reconciliation;

/// <summary>An open cache with many small entries, WAVs and M4As, each of another content, in a folder that a test may spoil.</summary>
internal sealed class FilledCache : IAsyncDisposable
{
    private static readonly Lazy<Task<byte[]>> M4aOnce = new(EncodeAsync);

    private readonly TemporaryFolder _temporary = new();
    private readonly List<EntryKey> _keys = [];
    private OpenCache _inside = null!; // Set before a test has it.
    private byte[] _m4a = [];
    private int _contents;

    /// <summary>What it is opened with.</summary>
    public CacheActorsOptions Options { get; } =
        new()
        {
            Compression = { Automatic = false },
            Journal = { Synchronous = "normal" },
            Reconciliation = { Automatic = false },
        };

    public TestClock Clock { get; } = new();

    public ToneSynthesizer Synthesizer { get; } = new();

    public AudioCache Cache { get; private set; } = null!; // As above.

    public OpenCache Inside => _inside;

    public CacheFolder Folder => _inside.Folder;

    public IReadOnlyList<EntryKey> Keys => _keys;

    /// <param name="count">How many entries; every third one is an M4A.</param>
    /// <param name="configure">Changes what it is opened with.</param>
    /// <param name="replace">Puts other services in place.</param>
    public static async Task<FilledCache> CreateAsync(
        int count,
        Action<CacheActorsOptions>? configure = null,
        Func<CacheServices, CacheServices>? replace = null
    )
    {
        var cache = new FilledCache { _m4a = await M4aOnce.Value };
        cache.Options.Folder = cache._temporary.At("cache");
        configure?.Invoke(cache.Options);
        await cache.OpenAsync(replace);
        var keys = new ConcurrentBag<EntryKey>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (number, _) => keys.Add(await cache.StoreAsync(number))
        );
        cache._keys.AddRange(keys.OrderBy(key => key.Value, StringComparer.Ordinal));
        (await cache.Cache.StatisticsAsync()).Entries.ShouldBeGreaterThanOrEqualTo(0);
        return cache;
    }

    public async Task ReopenAsync()
    {
        await Cache.DisposeAsync();
        await OpenAsync(null);
    }

    /// <summary>A key that no entry has.</summary>
    public EntryKey NewKey() => EntryKey.For("added", $"Text {Interlocked.Increment(ref _contents)}.", 1);

    /// <summary>A whole WAV that nobody else has.</summary>
    public byte[] NewWav()
    {
        var number = Interlocked.Increment(ref _contents);
        var wav = ToneSynthesizer.Wav(TimeSpan.FromMilliseconds(10 + number % 20));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(60), number);
        return wav;
    }

    /// <summary>A whole M4A that nobody else has.</summary>
    public byte[] NewM4a()
    {
        byte[] m4a = [.. _m4a];
        var audio = m4a.AsSpan().IndexOf("mdat"u8) + 8;
        BinaryPrimitives.WriteInt32LittleEndian(m4a.AsSpan(audio), Interlocked.Increment(ref _contents));
        return m4a;
    }

    /// <summary>Where the file of an entry lies that is not damaged.</summary>
    public string PathOf(EntryKey key)
    {
        var wav = Folder.AudioPath(key, AudioFormat.Wav);
        return File.Exists(wav) ? wav : Folder.AudioPath(key, AudioFormat.M4a);
    }

    public async Task<IReadOnlyList<EntryEvent>> HistoryAsync(EntryKey key) =>
        [.. ((await Cache.Reader.HistoryAsync(key))?.Events ?? []).Select(happened => happened.Event)];

    public async Task<EntryState> StateAsync(EntryKey key) => EntryFold.Replay(await HistoryAsync(key));

    public IReadOnlyList<string> Quarantined() => [.. Directory.EnumerateFiles(Folder.QuarantineFolder)];

    public long JournalRows() => Count(Folder.JournalPath, "SELECT count(*) FROM journal");

    /// <summary>Runs SQL on the views, as somebody with a tool would.</summary>
    public void EditViews(string sql)
    {
        using var views = new SqliteConnection($"Data Source={Folder.ViewsPath};Pooling=False");
        views.Open();
        using var command = views.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBe(1);
    }

    /// <summary>Everything in the folders of files: name, kind, content.</summary>
    public string Tree() =>
        string.Join(
            '\n',
            new[] { Folder.AudioFolder, Folder.StagingFolder, Folder.QuarantineFolder }
                .SelectMany(folder => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal)
                .Select(path =>
                    new FileInfo(path).LinkTarget is { } target ? $"{path} -> {target}"
                    : Directory.Exists(path) ? path
                    : $"{path} {Sha256(path)}"
                )
        );

    public static string Sha256(string path) => Sha256(File.ReadAllBytes(path));

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public async ValueTask DisposeAsync()
    {
        await Cache.DisposeAsync();
        _temporary.Dispose();
    }

    private async Task OpenAsync(Func<CacheServices, CacheServices>? replace)
    {
        var dependencies = new CacheDependencies { Time = Clock, Synthesizer = Synthesizer };
        _inside = await OpenCache.OpenAsync(Options, dependencies, replace, CancellationToken.None);
        Cache = new AudioCache(_inside, Options, Synthesizer);
    }

    private async Task<EntryKey> StoreAsync(int number)
    {
        var format = number % 3 == 2 ? AudioFormat.M4a : AudioFormat.Wav;
        var content = format == AudioFormat.Wav ? NewWav() : NewM4a();
        var key = EntryKey.For("voice", $"Segment {number}.", 1);
        var staging = _inside.Files.NewStagingPath(format == AudioFormat.Wav ? "wav" : "m4a");
        await _inside.Files.WriteStagedAsync(
            staging,
            async (output, token) => await output.WriteAsync(content, token),
            CancellationToken.None
        );
        var store = new EntryCommand.Store(
            content.Length,
            Sha256(content),
            20,
            "book",
            "voice",
            1,
            number,
            "tone",
            EntryOrigin.Imported
        )
        {
            Format = format,
        };
        await _inside.Parts.Entries.Ask<CachedAudio>(new EntryMessage.Adopt(key, staging, store));
        return key;
    }

    private static long Count(string path, string sql)
    {
        using var database = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static async Task<byte[]> EncodeAsync()
    {
        using var temporary = new TemporaryFolder();
        using var io = new IoPool();
        var wav = temporary.Write("a.wav", ToneSynthesizer.Wav(TimeSpan.FromMilliseconds(100)));
        var m4a = temporary.At("a.m4a");
        var encoder = new FfmpegEncoder(new CompressionOptions(), new ChildProcesses(TimeProvider.System), io);
        await encoder.EncodeAsync([new EncodeJob(EntryKey.For("voice", "a", 1), wav, m4a)], CancellationToken.None);
        return await File.ReadAllBytesAsync(m4a);
    }
}
