namespace CacheActors.Domain.Entries;

/// <summary>What may be asked of one entry.</summary>
public abstract record EntryCommand
{
    private EntryCommand() { }

    /// <summary>Take these facts of a WAV whose bytes are final on disk.</summary>
    public sealed record Store(
        long SizeBytes,
        string Sha256,
        long DurationMs,
        string? BookId,
        string? VoiceId,
        int? ChapterIndex,
        int? SegmentIndex,
        string? EngineType,
        EntryOrigin Origin
    ) : EntryCommand;

    /// <summary>Grant a compression to this run.</summary>
    public sealed record StartCompression(string RunId) : EntryCommand;

    /// <summary>The granted attempt succeeded and its file is final on disk.</summary>
    public sealed record CompleteCompression(
        int Attempt,
        long SizeBytes,
        string Sha256,
        string Codec,
        int BitRate
    ) : EntryCommand;

    /// <summary>The granted attempt failed.</summary>
    public sealed record FailCompression(int Attempt, string Reason) : EntryCommand;

    /// <summary>The granted attempt was given up without a result.</summary>
    public sealed record CancelCompression(int Attempt, string Reason) : EntryCommand;

    /// <summary>The entry was used.</summary>
    public sealed record RecordAccess(long Count, DateTimeOffset Last) : EntryCommand;
}
