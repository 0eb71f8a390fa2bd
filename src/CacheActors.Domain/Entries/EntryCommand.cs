namespace CacheActors.Domain.Entries;

/// <summary>What may be asked of one entry.</summary>
public abstract record EntryCommand
{
    private EntryCommand() { }

    /// <summary>Take these facts of audio whose bytes are final on disk.</summary>
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
    ) : EntryCommand
    {
        /// <summary>The kind of file; WAV unless said otherwise.</summary>
        public AudioFormat Format { get; init; }

        /// <summary>When the audio was made, UTC, when that was before it came here; null: now.</summary>
        public DateTimeOffset? MadeAt { get; init; }

        /// <summary>How often it was used where it comes from; null: not known.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
        public long? UsesBefore
        {
            get;
            init =>
                field = value is null or >= 0
                    ? value
                    : throw new ArgumentOutOfRangeException(nameof(value), value, "Uses are 0 or more.");
        }

        /// <summary>When it was last used where it comes from, UTC; null: not known.</summary>
        public DateTimeOffset? LastUsedAt { get; init; }

        /// <summary>Pinned from the start.</summary>
        public bool Pinned { get; init; }
    }

    /// <summary>Grant a compression to this run.</summary>
    public sealed record StartCompression(string RunId) : EntryCommand;

    /// <summary>The granted attempt succeeded and its file is final on disk.</summary>
    public sealed record CompleteCompression(int Attempt, long SizeBytes, string Sha256, string Codec, int BitRate)
        : EntryCommand;

    /// <summary>The granted attempt failed.</summary>
    public sealed record FailCompression(int Attempt, string Reason) : EntryCommand;

    /// <summary>The granted attempt was given up without a result.</summary>
    public sealed record CancelCompression(int Attempt, string Reason) : EntryCommand;

    /// <summary>The entry was used. The one command that is not idempotent: said twice, it happened twice.</summary>
    /// <param name="Count">How many uses this stands for, 1 or more.</param>
    /// <param name="Last">When the last of them was, UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="Count"/> is less than 1.</exception>
    public sealed record RecordAccess(int Count, DateTimeOffset Last) : EntryCommand
    {
        /// <summary>How many uses this stands for, 1 or more.</summary>
        public int Count { get; } =
            Count >= 1
                ? Count
                : throw new ArgumentOutOfRangeException(nameof(Count), Count, "An access is at least one use.");
    }

    /// <summary>Keep the entry whatever room is needed.</summary>
    public sealed record Pin : EntryCommand;

    /// <summary>Undo <see cref="Pin"/>.</summary>
    public sealed record Unpin : EntryCommand;

    /// <summary>Somebody needs the entry.</summary>
    public sealed record AddOwner(EntryOwner Owner) : EntryCommand;

    /// <summary>Somebody needs the entry no more.</summary>
    public sealed record RemoveOwner(EntryOwner Owner) : EntryCommand;

    /// <summary>Let the audio go; the file is deleted after it is journaled.</summary>
    public sealed record Evict(EvictionReason Reason) : EntryCommand;

    /// <summary>The file that the journal names is not there.</summary>
    /// <param name="LiveRun">The compressor that lives now: what it holds a grant for is at work.</param>
    public sealed record MarkMissing(string? LiveRun) : EntryCommand;

    /// <summary>This whole file is what the disk has, and from now on what the entry has.</summary>
    /// <param name="File">The file, under its final name.</param>
    /// <param name="LiveRun">The compressor that lives now: what it holds a grant for is at work.</param>
    public sealed record TakeFile(AudioOnDisk File, string? LiveRun) : EntryCommand;

    /// <summary>The file was bad, is in quarantine, and nothing can take its place.</summary>
    /// <param name="Evidence">What was wrong with it and what was tried, for a person.</param>
    /// <param name="LiveRun">The compressor that lives now: what it holds a grant for is at work.</param>
    public sealed record GiveUpFile(string Evidence, string? LiveRun) : EntryCommand;

    /// <summary>The file was bad, and the same bytes are back. Not idempotent: said twice, it happened twice.</summary>
    /// <param name="Source">Where they came from.</param>
    /// <param name="Evidence">What was wrong and what was done, for a person.</param>
    public sealed record RecordRepair(RepairSource Source, string Evidence) : EntryCommand;

    /// <summary>A file of this entry's name was put into quarantine. Not idempotent, as above.</summary>
    /// <param name="Format">The kind of file.</param>
    /// <param name="Name">Its name there.</param>
    /// <param name="Reason">Why, for a person.</param>
    public sealed record RecordSetAside(AudioFormat Format, string Name, string Reason) : EntryCommand;
}
