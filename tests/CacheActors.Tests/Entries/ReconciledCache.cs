using System.Security.Cryptography;
using Akka.Actor;
using CacheActors.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Processes;
using CacheActors.Tests.Support;
using Xunit;

namespace CacheActors.Tests.Entries;

/// <summary>An open cache with real files, in which a test brings an entry into any state and its files into any condition.</summary>
public sealed class ReconciledCache : IAsyncLifetime, IDisposable
{
    private const string GoneRun = "a compressor that is gone";

    private readonly TemporaryFolder _temporary = new();
    private readonly ScriptedSource _server = new(RepairSource.Server);
    private readonly ScriptedSource _synthesizer = new(RepairSource.Synthesizer);
    private byte[] _m4a = [];
    private byte[] _otherM4a = [];
    private int _keys;
    private OpenCache _inside = null!; // Set before any test.

    internal AudioCache Cache { get; private set; } = null!; // As above.

    internal CacheFolder Folder => _inside.Folder;

    internal ScriptedSource Server => _server;

    internal ScriptedSource Synthesizer => _synthesizer;

    internal byte[] Wav { get; } = ToneSynthesizer.Wav(TimeSpan.FromMilliseconds(300));

    internal byte[] M4a => _m4a;

    public async Task InitializeAsync()
    {
        var options = new CacheActorsOptions
        {
            Folder = _temporary.At("cache"),
            Compression = { Automatic = false },
            Reconciliation = { Automatic = false },
        };
        var dependencies = new CacheDependencies { AudioSources = [_synthesizer, _server] };
        _inside = await OpenCache.OpenAsync(options, dependencies, replace: null, CancellationToken.None);
        Cache = new AudioCache(_inside, options, synthesizer: null);
        _m4a = await EncodeAsync(TimeSpan.FromMilliseconds(300));
        _otherM4a = await EncodeAsync(TimeSpan.FromMilliseconds(500));
    }

    public async Task DisposeAsync() => await Cache.DisposeAsync();

    public void Dispose() => _temporary.Dispose();

    internal EntryKey NewKey() => EntryKey.For("voice", $"Text {Interlocked.Increment(ref _keys)}.", 1);

    internal string PathOf(EntryKey key, AudioFormat format) => Folder.AudioPath(key, format);

    internal Task<EntryReply> AskAsync(EntryMessage message) =>
        _inside.Parts.Entries.Ask<EntryReply>(message, TimeSpan.FromSeconds(60));

    internal async Task<Discrepancy?> ReconcileAsync(
        EntryKey key,
        bool dryRun = false,
        bool deep = true,
        params string[] equalContent
    ) =>
        (
            (EntryReply.Reconciled)await AskAsync(new EntryMessage.Reconcile(key, dryRun, deep, equalContent))
        ).Discrepancy;

    internal async Task<EntryHistory?> HistoryAsync(EntryKey key) => await Cache.Reader.HistoryAsync(key);

    internal IReadOnlyList<string> Quarantined(EntryKey key) =>
        [
            .. Directory
                .EnumerateFiles(Folder.QuarantineFolder)
                .Where(path => path.Contains(key.Value, StringComparison.Ordinal)),
        ];

    /// <summary>Journals what leads to a state; its files are as that state has them.</summary>
    internal async Task<EntryKey> JournalAsync(JournaledAs journaled)
    {
        var key = NewKey();
        if (journaled == JournaledAs.Absent)
        {
            return key;
        }
        var staging = await StageAsync(Wav, "wav");
        var store = new EntryCommand.Store(
            Wav.Length,
            Sha256(Wav),
            300,
            "book",
            "voice",
            1,
            2,
            "tone",
            EntryOrigin.Synthesized
        );
        await _inside.Parts.Entries.Ask<CachedAudio>(new EntryMessage.Adopt(key, staging, store));
        switch (journaled)
        {
            case JournaledAs.Compressing:
                await AskAsync(new EntryMessage.StartCompression(key, _inside.Compressor.RunId!));
                break;
            case JournaledAs.Abandoned:
                await AskAsync(new EntryMessage.StartCompression(key, GoneRun));
                break;
            case JournaledAs.Failed:
                await AskAsync(new EntryMessage.StartCompression(key, GoneRun));
                await AskAsync(new EntryMessage.FailCompression(key, 1, "no luck"));
                break;
            case JournaledAs.M4a or JournaledAs.MissingM4a:
                await AskAsync(new EntryMessage.StartCompression(key, GoneRun));
                await AskAsync(
                    new EntryMessage.CompleteCompression(
                        key,
                        1,
                        await StageAsync(_m4a, "m4a"),
                        new FileFacts(_m4a.Length, Sha256(_m4a)),
                        "aac",
                        48_000
                    )
                );
                break;
            case JournaledAs.Evicted:
                await AskAsync(new EntryMessage.Evict(key, EvictionReason.Requested));
                break;
        }
        if (journaled is JournaledAs.MissingWav or JournaledAs.MissingM4a)
        {
            Put(key, AudioFormat.Wav, null);
            Put(key, AudioFormat.M4a, null);
            await ReconcileAsync(key);
        }
        return key;
    }

    /// <summary>Puts a file where an entry's belongs; null: takes away what is there.</summary>
    internal void Put(EntryKey key, AudioFormat format, byte[]? content)
    {
        var path = PathOf(key, format);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        if (content is not null)
        {
            File.WriteAllBytes(path, content);
        }
    }

    /// <summary>Such a file; null for none, and also for what there cannot be.</summary>
    internal byte[]? Content(AudioFormat format, FileFinding finding)
    {
        var original = format == AudioFormat.Wav ? Wav : _m4a;
        return finding switch
        {
            FileFinding.AsJournaled => original,
            FileFinding.Whole => format == AudioFormat.Wav
                ? ToneSynthesizer.Wav(TimeSpan.FromMilliseconds(500))
                : _otherM4a,
            FileFinding.Altered => Altered(original),
            FileFinding.Broken => original[..(original.Length / 2)],
            _ => null,
        };
    }

    internal static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[] Altered(byte[] original)
    {
        byte[] altered = [.. original];
        altered[^100] ^= 1;
        return altered;
    }

    private async Task<string> StageAsync(byte[] content, string extension)
    {
        var staging = _inside.Files.NewStagingPath(extension);
        await _inside.Files.WriteStagedAsync(
            staging,
            async (output, token) => await output.WriteAsync(content, token),
            CancellationToken.None
        );
        return staging;
    }

    private async Task<byte[]> EncodeAsync(TimeSpan duration)
    {
        var wav = _temporary.At($"{duration.TotalMilliseconds}.wav");
        var m4a = _temporary.At($"{duration.TotalMilliseconds}.m4a");
        await File.WriteAllBytesAsync(wav, ToneSynthesizer.Wav(duration));
        var processes = new ChildProcesses(TimeProvider.System);
        using var io = new IoPool();
        var encoder = new FfmpegEncoder(new CompressionOptions(), processes, io);
        await encoder.EncodeAsync([new EncodeJob(NewKey(), wav, m4a)], CancellationToken.None);
        return await File.ReadAllBytesAsync(m4a);
    }
}

/// <summary>A source that has what the test gives it.</summary>
internal sealed class ScriptedSource(RepairSource kind) : IAudioSource
{
    public Dictionary<EntryKey, Func<Stream?>> Has { get; } = [];

    public RepairSource Kind => kind;

    public Task<Stream?> TryOpenAsync(EntryKey key, string sha256, CancellationToken cancellationToken) =>
        Task.FromResult(Has.TryGetValue(key, out var open) ? open() : null);
}
