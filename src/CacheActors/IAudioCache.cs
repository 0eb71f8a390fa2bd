using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>The cache as an app uses it. One process owns a cache folder; see <see cref="AudioCache.OpenAsync"/>.</summary>
public interface IAudioCache
{
    /// <summary>
    /// The audio of a text: from the cache, or else spoken once however many callers ask at the same time. Returns as soon
    /// as the WAV is stored and journaled; compression follows in the background. Counts as a use when it was a hit.
    /// </summary>
    /// <exception cref="SynthesisFailedException">The synthesizer failed; every caller that waited gets it, nothing is left behind.</exception>
    /// <exception cref="CacheException">The disk or the journal failed.</exception>
    Task<CachedAudio> GetOrSynthesizeAsync(SynthesisRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adopts a WAV file as an entry; the file itself stays where and as it is. The key follows from voice and content, so a second import of the same file is skipped.</summary>
    /// <exception cref="InvalidAudioException">The file is not a WAV the cache can keep.</exception>
    /// <exception cref="CacheException">The disk or the journal failed.</exception>
    Task<CachedAudio> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default);

    /// <summary>A playable file of an entry; counts as a use. Null when the cache has no such entry.</summary>
    Task<CachedAudio?> TryGetAsync(EntryKey key, CancellationToken cancellationToken = default);
}
