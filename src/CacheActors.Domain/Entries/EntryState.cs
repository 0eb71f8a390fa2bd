namespace CacheActors.Domain.Entries;

/// <summary>An entry's condition: what its events add up to. One record per phase, so a field exists only where it means something.</summary>
public abstract record EntryState
{
    private EntryState() { }

    /// <summary>Nothing was ever stored.</summary>
    public sealed record Absent : EntryState
    {
        /// <summary>The one value.</summary>
        public static Absent Instance { get; } = new();

        private Absent() { }
    }

    /// <summary>There is audio, or there was.</summary>
    /// <param name="Audio">What was stored.</param>
    /// <param name="Access">How it was used since.</param>
    /// <param name="Attempts">How many compressions were granted so far.</param>
    public abstract record Known(EntryAudio Audio, EntryAccess Access, int Attempts) : EntryState;

    /// <summary>There is audio.</summary>
    /// <param name="Audio">What was stored.</param>
    /// <param name="Access">How it was used since.</param>
    /// <param name="Attempts">How many compressions were granted so far.</param>
    /// <param name="Holds">What keeps it from being evicted.</param>
    public abstract record Held(EntryAudio Audio, EntryAccess Access, int Attempts, EntryHolds Holds)
        : Known(Audio, Access, Attempts)
    {
        /// <summary>The kind of the file that plays.</summary>
        public AudioFormat Format() => this is M4a ? AudioFormat.M4a : AudioFormat.Wav;

        /// <summary>Size of the file that plays, in bytes.</summary>
        public long SizeBytes() => this is M4a m4a ? m4a.Compressed.SizeBytes : Audio.SizeBytes;

        /// <summary>SHA-256 of the file that plays, 64 lower-case hex digits.</summary>
        public string Sha256() => this is M4a m4a ? m4a.Compressed.Sha256 : Audio.Sha256;
    }

    /// <summary>The WAV waits for compression.</summary>
    public sealed record Wav(EntryAudio Audio, EntryAccess Access, int Attempts, EntryHolds Holds)
        : Held(Audio, Access, Attempts, Holds);

    /// <summary>A compression is granted; the WAV still plays.</summary>
    public sealed record Compressing(
        EntryAudio Audio,
        EntryAccess Access,
        int Attempts,
        EntryHolds Holds,
        string RunId,
        DateTimeOffset StartedAt
    ) : Held(Audio, Access, Attempts, Holds);

    /// <summary>The audio is compressed: the last attempt made it of the WAV, or it came like that.</summary>
    public sealed record M4a(
        EntryAudio Audio,
        EntryAccess Access,
        int Attempts,
        EntryHolds Holds,
        CompressedAudio Compressed
    ) : Held(Audio, Access, Attempts, Holds);

    /// <summary>The last attempt failed; the WAV is kept and plays.</summary>
    public sealed record Failed(
        EntryAudio Audio,
        EntryAccess Access,
        int Attempts,
        EntryHolds Holds,
        FailureStage Stage,
        string Reason
    ) : Held(Audio, Access, Attempts, Holds);

    /// <summary>There was audio, and it was let go.</summary>
    /// <param name="Audio">What was stored.</param>
    /// <param name="Access">How it was used until then.</param>
    /// <param name="Attempts">How many compressions were granted so far; a result of theirs comes too late for ever.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="EvictedAt">When, UTC.</param>
    public sealed record Evicted(
        EntryAudio Audio,
        EntryAccess Access,
        int Attempts,
        EvictionReason Reason,
        DateTimeOffset EvictedAt
    ) : Known(Audio, Access, Attempts);

    /// <summary>The file is gone though nobody let it go, or was beyond repair. It is recorded anew when somebody asks for it.</summary>
    /// <param name="Audio">What was stored.</param>
    /// <param name="Access">How it was used until then.</param>
    /// <param name="Attempts">How many compressions were granted so far.</param>
    /// <param name="Holds">Who needs it; that stays.</param>
    /// <param name="Compressed">The compressed file, if the missing one was that; null: it was the WAV.</param>
    /// <param name="Reason">What was tried in vain to repair it; null: it was just not there.</param>
    public sealed record Missing(
        EntryAudio Audio,
        EntryAccess Access,
        int Attempts,
        EntryHolds Holds,
        CompressedAudio? Compressed,
        string? Reason
    ) : Known(Audio, Access, Attempts)
    {
        /// <summary>The kind of the file that is missing.</summary>
        public AudioFormat Format() => Compressed is null ? AudioFormat.Wav : AudioFormat.M4a;

        /// <summary>Size of the file that is missing, in bytes.</summary>
        public long SizeBytes() => Compressed?.SizeBytes ?? Audio.SizeBytes;

        /// <summary>SHA-256 of the file that is missing, 64 lower-case hex digits.</summary>
        public string Sha256() => Compressed?.Sha256 ?? Audio.Sha256;
    }
}
