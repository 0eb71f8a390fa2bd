using System.Text;
using CacheActors.Domain.Entries;
using CacheActors.Hosting;
using CacheActors.Tests.Support;

namespace CacheActors.Tests.Eviction;

/// <summary>A cache of tones in a folder of its own, with a clock that moves a minute with every entry.</summary>
internal sealed class TestCache : IDisposable
{
    /// <summary>Bytes of each tone: all texts are equally long.</summary>
    public const int ToneBytes = 44 + 2 * 44_100;

    private readonly TemporaryFolder _temporary = new();
    private AudioCache? _cache;
    private OpenCache? _inside;

    /// <summary>What it is opened with. No compression and no reconciliation, unless the test changes that.</summary>
    public CacheActorsOptions Options { get; } =
        new() { Compression = { Automatic = false }, Reconciliation = { Automatic = false } };

    public TestClock Clock { get; } = new();

    public Tones Synthesizer { get; } = new();

    public AudioCache Cache => _cache!;

    public OpenCache Inside => _inside!;

    public string AudioFolder => _temporary.At("cache", "audio");

    public async Task<TestCache> OpenAsync(Func<CacheServices, CacheServices>? replace = null)
    {
        Options.Folder = _temporary.At("cache");
        var dependencies = new CacheDependencies { Synthesizer = Synthesizer, Time = Clock };
        _inside = await OpenCache.OpenAsync(Options, dependencies, replace, CancellationToken.None);
        _cache = new AudioCache(_inside, Options, Synthesizer);
        return this;
    }

    public async Task<TestCache> ReopenAsync()
    {
        await Cache.DisposeAsync();
        return await OpenAsync();
    }

    /// <summary>Stores tones, a minute apart: number 0 is the oldest. Equal numbers have equal content, also of other voices.</summary>
    public async Task<EntryKey[]> StoreAsync(int count, int from = 0, string voice = "voice")
    {
        var keys = new List<EntryKey>();
        foreach (var number in Enumerable.Range(from, count))
        {
            keys.Add((await Cache.GetOrSynthesizeAsync(Request(number, voice))).Key);
            Clock.Advance(TimeSpan.FromMinutes(1));
        }
        return [.. keys];
    }

    public static SynthesisRequest Request(int number, string voice = "voice") =>
        new($"Tone number {number:000}", voice);

    /// <summary>Keys of those that are there.</summary>
    public async Task<IReadOnlyList<EntryKey>> KeysAsync() =>
        [.. (await Cache.Reader.ListAsync(new EntryFilter())).Select(entry => entry.Key)];

    /// <summary>What the files take up, those that are shared once.</summary>
    public long BytesOnDisk() => CacheActors.Files.AudioFolder.Bytes(AudioFolder);

    public void Dispose()
    {
        _cache?.DisposeAsync().AsTask().Wait();
        _temporary.Dispose();
    }

    /// <summary>Speaks each text as a tone of its own, all of them two seconds long.</summary>
    internal sealed class Tones : ISpeechSynthesizer
    {
        /// <summary>Runs before anything is written: may wait, may throw.</summary>
        public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

        public string EngineType => "tones";

        public Task CheckVoiceAsync(string voiceId, CancellationToken cancellationToken = default) =>
            Task.CompletedTask;

        public async Task SynthesizeAsync(
            string text,
            string voiceId,
            double rate,
            Stream output,
            CancellationToken cancellationToken = default
        )
        {
            await Before(text, cancellationToken);
            var wav = ToneSynthesizer.Wav(TimeSpan.FromSeconds(2));
            Encoding.ASCII.GetBytes(text, wav.AsSpan(44));
            await output.WriteAsync(wav, cancellationToken);
        }
    }
}
