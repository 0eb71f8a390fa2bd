namespace CacheActors.Domain.Entries;

/// <summary>What is known of the audio that was stored. The fields are those of <see cref="EntryEvent.Synthesized"/>.</summary>
public sealed record EntryAudio(
    long SizeBytes,
    string Sha256,
    long DurationMs,
    string? BookId,
    string? VoiceId,
    int? ChapterIndex,
    int? SegmentIndex,
    string? EngineType,
    EntryOrigin Origin,
    DateTimeOffset CreatedAt
)
{
    /// <summary>The kind of file it came as.</summary>
    public AudioFormat Format { get; init; }
}

/// <summary>The compressed file: it replaced the WAV, or the audio came as one (bit rate 0: not known). The fields are those of <see cref="EntryEvent.Compressed"/>.</summary>
public sealed record CompressedAudio(long SizeBytes, string Sha256, string Codec, int BitRate);

/// <summary>How often an entry was used, here and where it came from, and when last. Never used: 0 and the moment it was stored.</summary>
public sealed record EntryAccess(long Count, DateTimeOffset Last);
