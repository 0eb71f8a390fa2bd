using CacheActors.Domain.Entries;
using CacheActors.Files;

namespace CacheActors;

/// <summary>
/// A playable file that stays where it is until this is disposed of, whatever happens to its entry meanwhile: compressed,
/// evicted, repaired. It ends with the cache: a file that only the lease kept goes when the cache is closed, and who has it
/// open then goes on reading.
/// </summary>
public sealed class AudioLease : IDisposable
{
    private readonly LeaseTable _leases;
    private readonly AudioFormat _format;
    private int _disposed;

    internal AudioLease(CachedAudio audio, AudioFormat format, LeaseTable leases)
    {
        Audio = audio;
        _format = format;
        _leases = leases;
    }

    /// <summary>The file.</summary>
    public CachedAudio Audio { get; }

    /// <summary>Lets the file go. A second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _leases.Release(Audio.Key, _format);
        }
    }
}
