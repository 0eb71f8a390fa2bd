using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>One entry as the view shows it.</summary>
/// <param name="Key">The entry.</param>
/// <param name="State">wav, compressing, m4a, failed, missing or evicted.</param>
/// <param name="Path">Absolute path of its file; of one that is missing or evicted, where it was.</param>
/// <param name="SizeBytes">Size of that file in bytes.</param>
/// <param name="StoredSizeBytes">Size of the file as it came into the cache, in bytes.</param>
/// <param name="DurationMs">Playing time in milliseconds.</param>
/// <param name="Sha256">SHA-256 of that file, lower-case hex.</param>
/// <param name="CompressionStartedAt">When the compression under way was granted (UTC); null in other states.</param>
/// <param name="FailureReason">Why the last work failed, or why a bad file could not be repaired; null in other states.</param>
/// <param name="Pinned">True when it is never evicted.</param>
/// <param name="Owners">Who needs it; while there are any it is not evicted.</param>
/// <param name="EvictedAt">When its audio was let go (UTC); null in other states.</param>
/// <param name="EvictionReason">Why.</param>
public sealed record EntryInfo(
    EntryKey Key,
    string State,
    string Path,
    long SizeBytes,
    long StoredSizeBytes,
    long DurationMs,
    string Sha256,
    string? BookId,
    string? VoiceId,
    int? ChapterIndex,
    int? SegmentIndex,
    string? EngineType,
    EntryOrigin Origin,
    DateTimeOffset Created,
    DateTimeOffset LastAccessed,
    long AccessCount,
    DateTimeOffset? CompressionStartedAt,
    string? FailureReason,
    bool Pinned,
    IReadOnlyList<EntryOwner> Owners,
    DateTimeOffset? EvictedAt,
    EvictionReason? EvictionReason
);

/// <summary>Which entries to list, in the order book, chapter, segment, key.</summary>
/// <param name="State">Only those in this state; null for all but the evicted.</param>
/// <param name="BookId">Only those of this book; null for all.</param>
/// <param name="Limit">At most so many; null for all.</param>
public sealed record EntryFilter(string? State = null, string? BookId = null, int? Limit = null);
