using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>Keeps the cache within its size. It also runs by itself when room is needed, unless switched off.</summary>
public interface IEviction
{
    /// <summary>
    /// Lets go of what was used least recently until the audio takes up no more than <paramref name="toBytes"/>. Never what is
    /// pinned, has owners, is being read or worked on: then less is let go than was asked for.
    /// </summary>
    /// <param name="toBytes">The size to come down to, in bytes; null: the budget.</param>
    /// <param name="dryRun">Lets nothing go; the report lists what would be.</param>
    /// <param name="cancellationToken">Stops; what was let go stays let go.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="toBytes"/> is negative.</exception>
    Task<EvictionReport> EvictAsync(
        long? toBytes = null,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lets go of all audio, pinned or not. Files that are being read go when their lease ends.</summary>
    /// <returns>How many entries that were, and their bytes.</returns>
    Task<EvictionReport> ClearAsync(CancellationToken cancellationToken = default);

    /// <summary>Why an entry is here, why it was not evicted, and what comes next. Null when there never was such an entry.</summary>
    Task<EntryExplanation?> ExplainAsync(EntryKey key, CancellationToken cancellationToken = default);
}

/// <summary>What an eviction let go, or would.</summary>
/// <param name="Victims">Entries let go; after a dry run those that would be. Least recently used first.</param>
/// <param name="FreedBytes">Bytes the disk has back. Entries that share their content free it with the last of them.</param>
/// <param name="BytesBefore">Bytes taken up before.</param>
/// <param name="BytesAfter">Bytes taken up after.</param>
/// <param name="Holders">The ten largest entries that were kept although room was wanted; empty when there was enough.</param>
public sealed record EvictionReport(
    IReadOnlyList<EvictedEntry> Victims,
    long FreedBytes,
    long BytesBefore,
    long BytesAfter,
    IReadOnlyList<SpaceHolder> Holders
);

/// <summary>An entry that was let go, or would be.</summary>
/// <param name="Key">The entry.</param>
/// <param name="SizeBytes">Size of its file in bytes.</param>
/// <param name="LastAccessed">When it was last used, UTC.</param>
public sealed record EvictedEntry(EntryKey Key, long SizeBytes, DateTimeOffset LastAccessed);

/// <summary>An entry explained to a person.</summary>
/// <param name="Entry">What is known of it.</param>
/// <param name="WhyHere">How and when it came, or why it is not here any more.</param>
/// <param name="WhyKept">What keeps it from being evicted, or what would have to happen first.</param>
/// <param name="Next">What comes next.</param>
/// <param name="EvictionRank">Its place among those that may be evicted, from 1 (the next to go); null when it may not.</param>
public sealed record EntryExplanation(EntryInfo Entry, string WhyHere, string WhyKept, string Next, long? EvictionRank);
