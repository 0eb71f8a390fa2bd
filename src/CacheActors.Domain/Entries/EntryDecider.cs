using System.Diagnostics;
using static CacheActors.Domain.Entries.EntryCommand;
using static CacheActors.Domain.Entries.EntryEvent;
using static CacheActors.Domain.Entries.EntryState;

namespace CacheActors.Domain.Entries;

/// <summary>The rules of one entry: what a command means in each state.</summary>
public static class EntryDecider
{
    /// <summary>Decides. What is already true yields no event; what must not be is refused by name.</summary>
    /// <param name="state">What the entry's events add up to.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="now">When the events happen, UTC.</param>
    public static EntryDecision Decide(EntryState state, EntryCommand command, DateTimeOffset now) =>
        (state, command) switch
        {
            (Absent or EntryState.Evicted or Missing, Store c) => c.Pinned
            && state is not Missing { Holds.Pinned: true }
                ? Accept(Synthesize(c, now), new EntryEvent.Pinned(now))
                : Accept(Synthesize(c, now)),
            (Held s, Store c) when c.Sha256 == s.Audio.Sha256 => AlreadyTrue,
            (Held, Store) => Reject(EntryRejection.KeyHoldsOtherAudio),

            (EntryState.Evicted, Evict) => AlreadyTrue,
            (Absent or EntryState.Evicted, _) => Reject(EntryRejection.NoAudio),

            (Missing, TakeFile c) => Accept(Found(c.File, now)),
            (Missing, MarkMissing or GiveUpFile) => AlreadyTrue,
            (Missing, Evict { Reason: EvictionReason.Cleared } c) => Accept(new EntryEvent.Evicted(c.Reason, now)),
            (Missing s, Pin or Unpin or AddOwner or RemoveOwner) => Decide(s.Holds, command, now),
            (Missing, RecordSetAside c) => Accept(new FileSetAside(c.Format, c.Name, c.Reason, now)),
            (Missing, _) => Reject(EntryRejection.NoAudio),

            (Compressing s, MarkMissing c) when c.LiveRun == s.RunId => Reject(EntryRejection.AtWork),
            (Compressing s, TakeFile c) when c.LiveRun == s.RunId => Reject(EntryRejection.AtWork),
            (Compressing s, GiveUpFile c) when c.LiveRun == s.RunId => Reject(EntryRejection.AtWork),
            (Held s, MarkMissing) => Accept(new FileMissing(s.Format(), now)),
            (Held s, TakeFile c) => IsWhat(s, c.File) ? AlreadyTrue : Accept(Corrected(s, c.File, now)),
            (Held s, GiveUpFile c) => Accept(new EntryEvent.Failed(FailureStage.Repair, c.Evidence, s.Attempts, now)),
            (Held, RecordRepair c) => Accept(new FileRepaired(c.Source, c.Evidence, now)),
            (Held, RecordSetAside c) => Accept(new FileSetAside(c.Format, c.Name, c.Reason, now)),

            // One process owns a cache and a coordinator's run id dies with it, so a grant of another run is void.
            (Compressing s, StartCompression c) when c.RunId == s.RunId => Reject(EntryRejection.AlreadyCompressing),
            (M4a, StartCompression) => Reject(EntryRejection.AlreadyCompressed),
            (Held s, StartCompression c) => Accept(new CompressionStarted(s.Attempts + 1, c.RunId, now)),

            (Compressing s, CompleteCompression c) when c.Attempt == s.Attempts => Accept(
                new Compressed(c.Attempt, c.SizeBytes, c.Sha256, c.Codec, c.BitRate, now)
            ),
            (M4a s, CompleteCompression c) when c.Attempt == s.Attempts && c.Sha256 == s.Compressed.Sha256 =>
                AlreadyTrue,
            (Held, CompleteCompression) => Reject(EntryRejection.StaleAttempt),

            (Compressing s, FailCompression c) when c.Attempt == s.Attempts => Accept(
                new EntryEvent.Failed(FailureStage.Compression, c.Reason, c.Attempt, now)
            ),
            (EntryState.Failed s, FailCompression c) when c.Attempt == s.Attempts => AlreadyTrue,
            (Held, FailCompression) => Reject(EntryRejection.StaleAttempt),

            (Compressing s, CancelCompression c) when c.Attempt == s.Attempts => Accept(
                new CompressionCancelled(c.Attempt, c.Reason, now)
            ),
            // A WAV that had attempts is one whose last attempt was cancelled.
            (Wav { Attempts: > 0 } s, CancelCompression c) when c.Attempt == s.Attempts => AlreadyTrue,
            (Held, CancelCompression) => Reject(EntryRejection.StaleAttempt),

            (Held s, Pin or Unpin or AddOwner or RemoveOwner) => Decide(s.Holds, command, now),

            (Held, Evict { Reason: EvictionReason.Cleared } c) => Accept(new EntryEvent.Evicted(c.Reason, now)),
            (Held { Holds.Pinned: true }, Evict) => Reject(EntryRejection.Pinned),
            (Held { Holds.Owners.Length: > 0 }, Evict) => Reject(EntryRejection.Referenced),
            (Compressing, Evict) => Reject(EntryRejection.AtWork),
            (Held, Evict c) => Accept(new EntryEvent.Evicted(c.Reason, now)),

            (Held s, RecordAccess c) => Accept(new Accessed(c.Count, Later(s.Access.Last, c.Last), now)),

            _ => throw new UnreachableException($"No rule for {command} in {state}."),
        };

    private static EntryDecision.Accepted Decide(EntryHolds holds, EntryCommand command, DateTimeOffset now) =>
        command switch
        {
            Pin => holds.Pinned ? AlreadyTrue : Accept(new EntryEvent.Pinned(now)),
            Unpin => holds.Pinned ? Accept(new Unpinned(now)) : AlreadyTrue,
            AddOwner c => holds.Owners.Contains(c.Owner)
                ? AlreadyTrue
                : Accept(new EntryEvent.Referenced(c.Owner, now)),
            RemoveOwner c => holds.Owners.Contains(c.Owner) ? Accept(new Released(c.Owner, now)) : AlreadyTrue,
            _ => throw new UnreachableException($"{command} holds nothing."),
        };

    private static EntryDecision.Accepted AlreadyTrue { get; } = new();

    private static EntryDecision.Accepted Accept(params IReadOnlyList<EntryEvent> events) => new(events);

    private static EntryDecision.Rejected Reject(EntryRejection rejection) => new(rejection);

    private static Synthesized Synthesize(Store c, DateTimeOffset now) =>
        new(
            c.SizeBytes,
            c.Sha256,
            c.DurationMs,
            c.BookId,
            c.VoiceId,
            c.ChapterIndex,
            c.SegmentIndex,
            c.EngineType,
            c.Origin,
            now
        )
        {
            Format = c.Format,
            MadeAt = Past(c.MadeAt, now),
            UsesBefore = c.UsesBefore,
            LastUsedAt = Past(c.LastUsedAt, now),
        };

    private static bool IsWhat(Held state, AudioOnDisk file) =>
        file.Format == state.Format() && file.SizeBytes == state.SizeBytes() && file.Sha256 == state.Sha256();

    private static FileFound Found(AudioOnDisk file, DateTimeOffset now) =>
        new(file.Format, file.SizeBytes, file.Sha256, file.DurationMs, file.Codec, now);

    private static FileCorrected Corrected(Held state, AudioOnDisk file, DateTimeOffset now) =>
        new(
            state.Format(),
            state.SizeBytes(),
            state.Sha256(),
            file.Format,
            file.SizeBytes,
            file.Sha256,
            file.DurationMs,
            file.Codec,
            now
        );

    // What comes from elsewhere may have had a wrong clock. A use that is still to come would stay the latest for years.
    private static DateTimeOffset? Past(DateTimeOffset? time, DateTimeOffset now) => time < now ? time : null;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
