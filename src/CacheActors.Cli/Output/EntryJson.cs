namespace CacheActors.Cli.Output;

/// <summary>An entry as <c>list</c> and <c>show</c> print it.</summary>
internal sealed record EntryJson(
    string Key,
    string State,
    string Path,
    long SizeBytes,
    long StoredSizeBytes,
    long DurationMs,
    string? BookId,
    string? VoiceId,
    int? Chapter,
    int? Segment,
    string? EngineType,
    string Origin,
    DateTimeOffset Created,
    DateTimeOffset LastAccessed,
    long AccessCount,
    DateTimeOffset? CompressionStartedAt,
    string? FailureReason,
    bool Pinned,
    IReadOnlyList<string> References,
    DateTimeOffset? EvictedAt,
    string? EvictionReason,
    string Sha256
)
{
    public static EntryJson Of(EntryInfo entry) =>
        new(
            entry.Key.Value,
            entry.State,
            entry.Path,
            entry.SizeBytes,
            entry.StoredSizeBytes,
            entry.DurationMs,
            entry.BookId,
            entry.VoiceId,
            entry.ChapterIndex,
            entry.SegmentIndex,
            entry.EngineType,
            Names.Of(entry.Origin),
            entry.Created,
            entry.LastAccessed,
            entry.AccessCount,
            entry.CompressionStartedAt,
            entry.FailureReason,
            entry.Pinned,
            [.. entry.Owners.Select(owner => owner.ToString())],
            entry.EvictedAt,
            Names.Of(entry.EvictionReason),
            entry.Sha256
        );
}
