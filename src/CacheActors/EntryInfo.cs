using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>One entry as the view shows it.</summary>
/// <param name="Key">The entry.</param>
/// <param name="State">wav, compressing, m4a or failed.</param>
/// <param name="Path">Absolute path of its file.</param>
/// <param name="SizeBytes">Size of that file in bytes.</param>
/// <param name="WavSizeBytes">Size of the WAV that was stored, in bytes.</param>
/// <param name="DurationMs">Playing time in milliseconds.</param>
/// <param name="Sha256">SHA-256 of that file, lower-case hex.</param>
/// <param name="CompressionStartedAt">When the compression under way was granted (UTC); null in other states.</param>
/// <param name="FailureReason">Why the last work failed; null unless failed.</param>
public sealed record EntryInfo(
    EntryKey Key,
    string State,
    string Path,
    long SizeBytes,
    long WavSizeBytes,
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
    string? FailureReason
);

/// <summary>Which entries to list, in the order book, chapter, segment, key.</summary>
/// <param name="State">Only those in this state; null for all.</param>
/// <param name="BookId">Only those of this book; null for all.</param>
/// <param name="Limit">At most so many; null for all.</param>
public sealed record EntryFilter(string? State = null, string? BookId = null, int? Limit = null);
