using CacheActors.Domain.Entries;
using static CacheActors.Domain.Entries.EntryCommand;

namespace CacheActors.Domain.Tests.Entries;

/// <summary>One of each, for tests in which the details do not matter.</summary>
internal static class Sample
{
    public static DateTimeOffset Now { get; } = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static string Hash(char digit) => new(digit, 64);

    public static Store Store(char hash = 'a') =>
        new(
            SizeBytes: 345_644,
            Sha256: Hash(hash),
            DurationMs: 7_837,
            BookId: "moby",
            VoiceId: "en-us",
            ChapterIndex: 3,
            SegmentIndex: 14,
            EngineType: "espeak-ng",
            EntryOrigin.Synthesized
        );

    public static CompleteCompression Complete(int attempt, char hash = 'c') =>
        new(attempt, SizeBytes: 51_200, Hash(hash), Codec: "aac", BitRate: 48_000);

    public static FailCompression Fail(int attempt) => new(attempt, "ffmpeg: out of luck");

    public static CancelCompression Cancel(int attempt) => new(attempt, "closing");

    public static EntryState Absent => EntryState.Absent.Instance;

    public static EntryState Wav => After(Store());

    public static EntryState Compressing => After(Store(), new StartCompression("run 1"));

    public static EntryState Cancelled => After(Store(), new StartCompression("run 1"), Cancel(attempt: 1));

    public static EntryState Failed => After(Store(), new StartCompression("run 1"), Fail(attempt: 1));

    public static EntryState M4a => After(Store(), new StartCompression("run 1"), Complete(attempt: 1));

    public static EntryOwner Owner { get; } = new("message", "42");

    public static EntryState Pinned => After(Store(), new Pin());

    public static EntryState Owned => After(Store(), new AddOwner(Owner));

    public static EntryState Evicted => After(Store(), new Evict(EvictionReason.Budget));

    public static EntryState MissingWav => After(Store(), new MarkMissing(LiveRun: null));

    public static EntryState MissingM4a =>
        After(Store(), new StartCompression("run 1"), Complete(attempt: 1), new MarkMissing(LiveRun: null));

    public static AudioOnDisk File(AudioFormat format = AudioFormat.Wav, char hash = 'a') =>
        format == AudioFormat.Wav
            ? new AudioOnDisk(format, 345_644, Hash(hash), 7_837, Codec: null)
            : new AudioOnDisk(format, 51_200, Hash(hash), 7_837, "aac");

    /// <summary>The state these commands lead to, each at <see cref="Now"/>.</summary>
    public static EntryState After(params IEnumerable<EntryCommand> commands) =>
        commands.Aggregate(Absent, (state, command) => Events(state, command).Aggregate(state, EntryFold.Apply));

    /// <summary>The events that a command yields; none when it is refused.</summary>
    public static IReadOnlyList<EntryEvent> Events(EntryState state, EntryCommand command, DateTimeOffset? at = null) =>
        EntryDecider.Decide(state, command, at ?? Now) is EntryDecision.Accepted accepted ? accepted.Events : [];
}
