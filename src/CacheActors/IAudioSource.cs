using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>
/// Where a host can get an entry's audio again when its file is bad and nothing in the cache can take its place: its server,
/// or a synthesizer with the text, which the cache does not keep.
/// </summary>
public interface IAudioSource
{
    /// <summary>What it is; servers are asked before synthesizers.</summary>
    RepairSource Kind { get; }

    /// <summary>Opens the audio, a WAV or an M4A.</summary>
    /// <param name="key">The entry.</param>
    /// <param name="sha256">The content that was journaled, 64 lower-case hex digits; other content is taken too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The audio, read to its end and disposed of by the cache; null: it is not there.</returns>
    /// <remarks>An exception is journaled as evidence, and the next source is asked.</remarks>
    Task<Stream?> TryOpenAsync(EntryKey key, string sha256, CancellationToken cancellationToken);
}
