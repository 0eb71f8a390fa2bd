using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>Compression on demand. It also runs by itself in the background, unless switched off.</summary>
public interface ICompression
{
    /// <summary>
    /// Compresses these entries, or without keys everything that is not compressed (failed ones are tried again).
    /// Entries that are already at work are waited for, never compressed twice.
    /// Cancelling stops ffmpeg and gives unfinished entries back as WAV; what was finished stays.
    /// </summary>
    /// <exception cref="MissingToolException">ffmpeg is not installed; the entries stay as they are.</exception>
    /// <exception cref="UnknownEntryException">One of the keys is not in the cache; nothing was started.</exception>
    Task<CompressionReport> CompressAsync(
        IReadOnlyCollection<EntryKey>? keys = null,
        IProgress<CompressionProgress>? progress = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>How far a compression is.</summary>
/// <param name="Done">Entries finished: compressed or failed.</param>
/// <param name="Total">Entries in all.</param>
/// <param name="BytesBefore">WAV bytes of those compressed.</param>
/// <param name="BytesAfter">Their bytes now.</param>
public sealed record CompressionProgress(int Done, int Total, long BytesBefore, long BytesAfter);

/// <summary>What a compression did.</summary>
/// <param name="Compressed">Entries compressed by it or, while it waited, for it.</param>
/// <param name="Failures">Entries that failed, and why; their WAV is kept.</param>
/// <param name="BytesBefore">WAV bytes of those compressed.</param>
/// <param name="BytesAfter">Their bytes now.</param>
/// <param name="Elapsed">Wall-clock time.</param>
public sealed record CompressionReport(
    int Compressed,
    IReadOnlyList<CompressionFailure> Failures,
    long BytesBefore,
    long BytesAfter,
    TimeSpan Elapsed
);

/// <summary>An entry whose compression failed.</summary>
public sealed record CompressionFailure(EntryKey Key, string Reason);
