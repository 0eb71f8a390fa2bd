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

    /// <summary>There is audio.</summary>
    /// <param name="Audio">What was stored.</param>
    /// <param name="Access">How it was used since.</param>
    /// <param name="Attempts">How many compressions were granted so far.</param>
    public abstract record Held(EntryAudio Audio, EntryAccess Access, int Attempts) : EntryState;

    /// <summary>The WAV waits for compression.</summary>
    public sealed record Wav(EntryAudio Audio, EntryAccess Access, int Attempts) : Held(Audio, Access, Attempts);

    /// <summary>A compression is granted; the WAV still plays.</summary>
    public sealed record Compressing(
        EntryAudio Audio,
        EntryAccess Access,
        int Attempts,
        string RunId,
        DateTimeOffset StartedAt
    ) : Held(Audio, Access, Attempts);

    /// <summary>The compressed file replaced the WAV; the last attempt made it.</summary>
    public sealed record M4a(EntryAudio Audio, EntryAccess Access, int Attempts, CompressedAudio Compressed)
        : Held(Audio, Access, Attempts);

    /// <summary>The last attempt failed; the WAV is kept and plays.</summary>
    public sealed record Failed(EntryAudio Audio, EntryAccess Access, int Attempts, FailureStage Stage, string Reason)
        : Held(Audio, Access, Attempts);
}
