using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>The cache as an app uses it. One process owns a cache folder; see <see cref="AudioCache"/>.</summary>
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

    /// <summary>
    /// The audio behind an address: a local recording if there is one, else from the cache, or else downloaded once however
    /// many callers ask at the same time, and checked against its SHA-256 before anybody sees it. A cut connection is
    /// resumed. Counts as a use when it was a hit.
    /// </summary>
    /// <param name="request">What to download; the key follows from voice and SHA-256.</param>
    /// <param name="progress">Is told how far the download is; null for nobody.</param>
    /// <param name="cancellationToken">
    /// This caller waits no more; others that wait for the same still get it. When the last one gives up, so does the download.
    /// </param>
    /// <exception cref="ArgumentException">The address is not http or https, or the SHA-256 is not 64 hex digits.</exception>
    /// <exception cref="DownloadFailedException">The server failed, or sent something else; every caller that waited gets it, nothing is left behind.</exception>
    /// <exception cref="InvalidAudioException">What was sent is no audio the cache can keep.</exception>
    /// <exception cref="CacheFullException">There is no room and none can be made.</exception>
    /// <exception cref="CacheException">The disk or the journal failed.</exception>
    Task<CachedAudio> GetOrDownloadAsync(
        DownloadRequest request,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// A playable file of an entry; counts as a use. Null when the cache has no such entry. The file may be replaced or
    /// evicted at any time: who wants to keep reading takes a lease.
    /// </summary>
    Task<CachedAudio?> TryGetAsync(EntryKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Counts a use by a host that kept the path and did not ask for it again. Costs no more than a moment: uses are journaled
    /// together, once in a while (<see cref="EntryOptions.CoalesceAccess"/>). Of an entry that is not there nothing is counted.
    /// </summary>
    void MarkUsed(EntryKey key);

    /// <summary>As <see cref="TryGetAsync"/>; the file stays where it is until the lease is disposed of.</summary>
    Task<AudioLease?> LeaseAsync(EntryKey key, CancellationToken cancellationToken = default);

    /// <summary>Opens an entry's file for reading; it stays readable whatever happens to the entry, and leased until the stream is closed. Counts as a use. Null when the cache has no such entry.</summary>
    Task<Stream?> OpenReadAsync(EntryKey key, CancellationToken cancellationToken = default);

    /// <summary>Keeps an entry from being evicted, until <see cref="UnpinAsync"/>. Pinning twice is pinning once.</summary>
    /// <exception cref="UnknownEntryException">The cache has no such entry.</exception>
    Task PinAsync(EntryKey key, CancellationToken cancellationToken = default);

    /// <summary>Takes the pin off; that there was none is no error.</summary>
    /// <exception cref="UnknownEntryException">The cache has no such entry.</exception>
    Task UnpinAsync(EntryKey key, CancellationToken cancellationToken = default);

    /// <summary>Keeps an entry from being evicted while somebody needs it: a message, a library item, an upload under way.</summary>
    /// <exception cref="UnknownEntryException">The cache has no such entry.</exception>
    Task AddReferenceAsync(EntryKey key, EntryOwner owner, CancellationToken cancellationToken = default);

    /// <summary>That owner needs the entry no more; that it did not is no error.</summary>
    /// <exception cref="UnknownEntryException">The cache has no such entry.</exception>
    Task RemoveReferenceAsync(EntryKey key, EntryOwner owner, CancellationToken cancellationToken = default);

    /// <summary>The owner is deleted: every entry it needed is released.</summary>
    /// <returns>How many entries that were.</returns>
    Task<int> ReleaseOwnerAsync(EntryOwner owner, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes over an older cache: a JSON metadata file or a SQLite table <c>cache_entries</c>, and the folder with its files.
    /// Run again it goes on with what is missing. The source is only read.
    /// </summary>
    /// <exception cref="InvalidAdoptionSourceException">The source cannot be read, or is no such cache.</exception>
    /// <exception cref="CacheException">The disk or the journal failed.</exception>
    Task<AdoptionReport> AdoptAsync(
        AdoptionRequest request,
        IProgress<AdoptionProgress>? progress = null,
        CancellationToken cancellationToken = default
    );
}
