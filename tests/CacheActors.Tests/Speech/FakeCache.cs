using System.Collections.Concurrent;
using CacheActors.Domain.Entries;

namespace CacheActors.Tests.Speech;

/// <summary>A cache in memory. What it does for a text that it does not have can be set.</summary>
internal sealed class FakeCache : IAudioCache
{
    private readonly ConcurrentDictionary<EntryKey, CachedAudio> _entries = new();
    private int _underWay;

    public ConcurrentBag<SynthesisRequest> Requests { get; } = [];

    /// <summary>Speaks a text, or throws.</summary>
    public Func<SynthesisRequest, CancellationToken, Task> Speak { get; set; } = (_, _) => Task.CompletedTask;

    public int MostUnderWay { get; private set; }

    public IEnumerable<EntryKey> Keys => _entries.Keys;

    public async Task<CachedAudio> GetOrSynthesizeAsync(
        SynthesisRequest request,
        CancellationToken cancellationToken = default
    )
    {
        Requests.Add(request);
        var key = EntryKey.For(request.VoiceId, request.Text, request.Rate);
        lock (_entries)
        {
            MostUnderWay = Math.Max(MostUnderWay, ++_underWay);
        }
        try
        {
            await Speak(request, cancellationToken);
        }
        finally
        {
            lock (_entries)
            {
                _underWay--;
            }
        }
        _entries[key] = new CachedAudio(key, $"/{key}.wav", TimeSpan.FromSeconds(1), Hit: false);
        return _entries[key];
    }

    public Task<CachedAudio?> TryGetAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        Task.FromResult(_entries.TryGetValue(key, out CachedAudio? audio) ? audio with { Hit = true } : null);

    public Task<CachedAudio> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<CachedAudio> GetOrDownloadAsync(
        DownloadRequest request,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public void MarkUsed(EntryKey key) => throw new NotSupportedException();

    public Task<AudioLease?> LeaseAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Stream?> OpenReadAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task PinAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task UnpinAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task AddReferenceAsync(EntryKey key, EntryOwner owner, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task RemoveReferenceAsync(EntryKey key, EntryOwner owner, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<int> ReleaseOwnerAsync(EntryOwner owner, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<AdoptionReport> AdoptAsync(
        AdoptionRequest request,
        IProgress<AdoptionProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();
}
