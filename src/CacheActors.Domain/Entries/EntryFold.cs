using static CacheActors.Domain.Entries.EntryEvent;
using static CacheActors.Domain.Entries.EntryState;

namespace CacheActors.Domain.Entries;

/// <summary>Adds an entry's events up to its state. Computes only: every rule was applied before the event was journaled.</summary>
public static class EntryFold
{
    /// <summary>The state after one more event.</summary>
    /// <exception cref="ImpossibleEventException">The event cannot follow this state; it must not be skipped.</exception>
    public static EntryState Apply(EntryState state, EntryEvent e) =>
        (state, e) switch
        {
            (Absent, Synthesized x) => Stored(x, attempts: 0),
            (EntryState.Evicted s, Synthesized x) => Stored(x, s.Attempts),
            // It was not let go: who needs it still does, and its uses go on.
            (Missing s, Synthesized x) => Stored(x, s.Attempts) with
            {
                Access = new EntryAccess(s.Access.Count, x.At > s.Access.Last ? x.At : s.Access.Last),
                Holds = s.Holds,
            },

            (Held s and not M4a, CompressionStarted x) when x.Attempt == s.Attempts + 1 => new Compressing(
                s.Audio,
                s.Access,
                x.Attempt,
                s.Holds,
                x.RunId,
                x.At
            ),
            (Compressing s, Compressed x) when x.Attempt == s.Attempts => new M4a(
                s.Audio,
                s.Access,
                s.Attempts,
                s.Holds,
                new CompressedAudio(x.SizeBytes, x.Sha256, x.Codec, x.BitRate)
            ),
            (Compressing s, CompressionCancelled x) when x.Attempt == s.Attempts => new Wav(
                s.Audio,
                s.Access,
                s.Attempts,
                s.Holds
            ),
            (Held s, EntryEvent.Failed { Stage: FailureStage.Repair } x) => Gone(s, x.Reason),
            (Compressing s, EntryEvent.Failed x) when x.Attempt == s.Attempts => new EntryState.Failed(
                s.Audio,
                s.Access,
                s.Attempts,
                s.Holds,
                x.Stage,
                x.Reason
            ),

            (Held s, Accessed x) => s with { Access = new EntryAccess(s.Access.Count + x.Count, x.Last) },

            (Held s, Pinned or Unpinned or Referenced or Released) => s with { Holds = Hold(s.Holds, s, e) },
            (Missing s, Pinned or Unpinned or Referenced or Released) => s with { Holds = Hold(s.Holds, s, e) },
            (Held s, EntryEvent.Evicted x) => new EntryState.Evicted(s.Audio, s.Access, s.Attempts, x.Reason, x.At),
            (Missing s, EntryEvent.Evicted x) => new EntryState.Evicted(s.Audio, s.Access, s.Attempts, x.Reason, x.At),

            (Held s, FileMissing x) when x.Format == s.Format() => Gone(s, reason: null),
            (Held s, FileCorrected x) => Taken(
                s,
                s.Holds,
                new AudioOnDisk(x.Format, x.SizeBytes, x.Sha256, x.DurationMs, x.Codec)
            ),
            (Missing s, FileFound x) => Taken(
                s,
                s.Holds,
                new AudioOnDisk(x.Format, x.SizeBytes, x.Sha256, x.DurationMs, x.Codec)
            ),
            (Held, FileRepaired) => state,
            (Held or Missing, FileSetAside) => state,

            _ => throw new ImpossibleEventException(state, e),
        };

    /// <summary>The state that events add up to, from the entry's first on.</summary>
    /// <exception cref="ImpossibleEventException">The events are not a possible history.</exception>
    public static EntryState Replay(IEnumerable<EntryEvent> events) =>
        events.Aggregate((EntryState)Absent.Instance, Apply);

    private static EntryHolds Hold(EntryHolds holds, EntryState state, EntryEvent e) =>
        e switch
        {
            Pinned when !holds.Pinned => holds with { Pinned = true },
            Unpinned when holds.Pinned => holds with { Pinned = false },
            Referenced x when !holds.Owners.Contains(x.Owner) => holds with { Owners = holds.Owners.Add(x.Owner) },
            Released x when holds.Owners.Contains(x.Owner) => holds with { Owners = holds.Owners.Remove(x.Owner) },
            _ => throw new ImpossibleEventException(state, e),
        };

    private static Missing Gone(Held state, string? reason) =>
        new(state.Audio, state.Access, state.Attempts, state.Holds, (state as M4a)?.Compressed, reason);

    // A compressed file that was made of a WAV leaves the facts of that WAV as they are.
    private static Held Taken(Known state, EntryHolds holds, AudioOnDisk file)
    {
        var audio = state.Audio with { DurationMs = file.DurationMs };
        if (file.Format == AudioFormat.Wav || state.Audio.Format == AudioFormat.M4a)
        {
            audio = audio with { Format = file.Format, SizeBytes = file.SizeBytes, Sha256 = file.Sha256 };
        }
        return file.Format == AudioFormat.Wav
            ? new Wav(audio, state.Access, state.Attempts, holds)
            : new M4a(
                audio,
                state.Access,
                state.Attempts,
                holds,
                new CompressedAudio(file.SizeBytes, file.Sha256, file.Codec ?? "aac", BitRate: 0)
            );
    }

    private static Held Stored(Synthesized x, int attempts)
    {
        var access = new EntryAccess(x.UsesBefore ?? 0, x.LastUsedAt ?? x.At);
        return x.Format == AudioFormat.M4a
            ? new M4a(Audio(x), access, attempts, EntryHolds.None, new CompressedAudio(x.SizeBytes, x.Sha256, "aac", 0))
            : new Wav(Audio(x), access, attempts, EntryHolds.None);
    }

    private static EntryAudio Audio(Synthesized x) =>
        new(
            x.SizeBytes,
            x.Sha256,
            x.DurationMs,
            x.BookId,
            x.VoiceId,
            x.ChapterIndex,
            x.SegmentIndex,
            x.EngineType,
            x.Origin,
            x.MadeAt ?? x.At
        )
        {
            Format = x.Format,
        };
}
