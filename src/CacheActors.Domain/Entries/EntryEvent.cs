namespace CacheActors.Domain.Entries;

/// <summary>
/// What has happened to one entry. Type and property names are the journal's format: add, never rename.
/// Every event carries when it happened (UTC).
/// </summary>
public abstract record EntryEvent
{
    private EntryEvent(DateTimeOffset at) => At = at;

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What it followed from, for example <c>evict: room was needed</c>. Null in what was journaled before 0.3.</summary>
    public string? Cause { get; init; }

    /// <summary>
    /// The same for everything that one call or run led to: the id of its trace (W3C, 32 hex digits) when it has one.
    /// Null in what was journaled before 0.3.
    /// </summary>
    public string? CorrelationId { get; init; }

    /// <summary>The entry's audio is in the cache.</summary>
    /// <param name="SizeBytes">Size of the file in bytes.</param>
    /// <param name="Sha256">SHA-256 of the file, 64 lower-case hex digits.</param>
    /// <param name="DurationMs">Playing time in milliseconds.</param>
    /// <param name="BookId">The book it belongs to, when known.</param>
    /// <param name="VoiceId">The voice that speaks, when known.</param>
    /// <param name="ChapterIndex">Chapter in the book, from 0, when known.</param>
    /// <param name="SegmentIndex">Segment in the chapter, from 0, when known.</param>
    /// <param name="EngineType">What made the audio, for example <c>espeak-ng</c>, when known.</param>
    /// <param name="Origin">How it came into the cache.</param>
    public sealed record Synthesized(
        long SizeBytes,
        string Sha256,
        long DurationMs,
        string? BookId,
        string? VoiceId,
        int? ChapterIndex,
        int? SegmentIndex,
        string? EngineType,
        EntryOrigin Origin,
        DateTimeOffset At
    ) : EntryEvent(At)
    {
        /// <summary>The kind of file. Version 1 of this event knew WAV only.</summary>
        public AudioFormat Format { get; init; }

        /// <summary>When the audio was made, UTC, when that was before it came here. Version 1 did not know it.</summary>
        public DateTimeOffset? MadeAt { get; init; }

        /// <summary>How often it was used where it comes from, when known. Version 1 did not know it.</summary>
        public long? UsesBefore { get; init; }

        /// <summary>When it was last used where it comes from, UTC, when known. Version 1 did not know it.</summary>
        public DateTimeOffset? LastUsedAt { get; init; }
    }

    /// <summary>A compression was granted and may work on the WAV; its result is not known yet.</summary>
    /// <param name="Attempt">Number of this attempt, from 1.</param>
    /// <param name="RunId">The compressor it was granted to. A grant of another run is void: that compressor is gone.</param>
    public sealed record CompressionStarted(int Attempt, string RunId, DateTimeOffset At) : EntryEvent(At);

    /// <summary>The compressed file is final; the WAV is no longer needed.</summary>
    /// <param name="Attempt">The attempt that made it.</param>
    /// <param name="SizeBytes">Size of the compressed file in bytes.</param>
    /// <param name="Sha256">SHA-256 of the compressed file, 64 lower-case hex digits.</param>
    /// <param name="Codec">Codec of the audio, for example <c>aac</c>.</param>
    /// <param name="BitRate">Bit rate asked of the coder, in bits per second.</param>
    public sealed record Compressed(
        int Attempt,
        long SizeBytes,
        string Sha256,
        string Codec,
        int BitRate,
        DateTimeOffset At
    ) : EntryEvent(At);

    /// <summary>A granted compression was given back without a result; the entry is a WAV again.</summary>
    public sealed record CompressionCancelled(int Attempt, string Reason, DateTimeOffset At) : EntryEvent(At);

    /// <summary>
    /// Work on the entry failed. A compression: the WAV is kept and still plays. A repair: the bad file is in quarantine, and
    /// the entry is missing.
    /// </summary>
    /// <param name="Stage">Which work.</param>
    /// <param name="Reason">Why, for a person: ffmpeg's last lines, the error of the disk.</param>
    /// <param name="Attempt">The attempt at compression that failed, from 1; of a repair, how many there were before.</param>
    public sealed record Failed(FailureStage Stage, string Reason, int Attempt, DateTimeOffset At) : EntryEvent(At);

    /// <summary>The entry was used. Uses are coalesced: one event may stand for several.</summary>
    /// <param name="Count">How many uses this event stands for, 1 or more.</param>
    /// <param name="Last">When the last of them was, UTC; never before the last use journaled earlier.</param>
    public sealed record Accessed(int Count, DateTimeOffset Last, DateTimeOffset At) : EntryEvent(At);

    /// <summary>A user pinned the entry: it is not evicted.</summary>
    public sealed record Pinned(DateTimeOffset At) : EntryEvent(At);

    /// <summary>The pin was taken off.</summary>
    public sealed record Unpinned(DateTimeOffset At) : EntryEvent(At);

    /// <summary>Somebody needs the entry: it is not evicted.</summary>
    public sealed record Referenced(EntryOwner Owner, DateTimeOffset At) : EntryEvent(At);

    /// <summary>That owner needs it no more.</summary>
    public sealed record Released(EntryOwner Owner, DateTimeOffset At) : EntryEvent(At);

    /// <summary>The audio was let go, with pin and owners if there were any. The entry may be stored again.</summary>
    public sealed record Evicted(EvictionReason Reason, DateTimeOffset At) : EntryEvent(At);

    /// <summary>The file that was journaled is not there, though nobody let it go.</summary>
    /// <param name="Format">The kind of file that is missing.</param>
    public sealed record FileMissing(AudioFormat Format, DateTimeOffset At) : EntryEvent(At);

    /// <summary>A whole file is there for an entry that was missing.</summary>
    /// <param name="Format">The kind of file.</param>
    /// <param name="SizeBytes">Its size in bytes.</param>
    /// <param name="Sha256">Its SHA-256, 64 lower-case hex digits.</param>
    /// <param name="DurationMs">Its playing time in milliseconds.</param>
    /// <param name="Codec">Its codec, when it is compressed.</param>
    public sealed record FileFound(
        AudioFormat Format,
        long SizeBytes,
        string Sha256,
        long DurationMs,
        string? Codec,
        DateTimeOffset At
    ) : EntryEvent(At);

    /// <summary>The disk holds another whole file than was journaled: that is the entry's file now.</summary>
    /// <param name="BelievedFormat">The kind of file that was believed to be there.</param>
    /// <param name="BelievedSizeBytes">Its size in bytes.</param>
    /// <param name="BelievedSha256">Its SHA-256.</param>
    /// <param name="Format">The kind of file that is there.</param>
    /// <param name="SizeBytes">Its size in bytes.</param>
    /// <param name="Sha256">Its SHA-256, 64 lower-case hex digits.</param>
    /// <param name="DurationMs">Its playing time in milliseconds.</param>
    /// <param name="Codec">Its codec, when it is compressed.</param>
    public sealed record FileCorrected(
        AudioFormat BelievedFormat,
        long BelievedSizeBytes,
        string BelievedSha256,
        AudioFormat Format,
        long SizeBytes,
        string Sha256,
        long DurationMs,
        string? Codec,
        DateTimeOffset At
    ) : EntryEvent(At);

    /// <summary>The file was bad or gone, and the journaled bytes are back.</summary>
    /// <param name="Source">Where they came from.</param>
    /// <param name="Evidence">What was wrong and what was done, for a person.</param>
    public sealed record FileRepaired(RepairSource Source, string Evidence, DateTimeOffset At) : EntryEvent(At);

    /// <summary>A file of the entry's name went into quarantine.</summary>
    /// <param name="Format">The kind of file.</param>
    /// <param name="Name">Its name in the quarantine.</param>
    /// <param name="Reason">Why, for a person.</param>
    public sealed record FileSetAside(AudioFormat Format, string Name, string Reason, DateTimeOffset At)
        : EntryEvent(At);
}
