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
            (Compressing s, EntryEvent.Failed x) when x.Attempt == s.Attempts => new EntryState.Failed(
                s.Audio,
                s.Access,
                s.Attempts,
                s.Holds,
                x.Stage,
                x.Reason
            ),

            (Held s, Accessed x) => s with { Access = new EntryAccess(s.Access.Count + x.Count, x.Last) },

            (Held { Holds.Pinned: false } s, Pinned) => s with { Holds = s.Holds with { Pinned = true } },
            (Held { Holds.Pinned: true } s, Unpinned) => s with { Holds = s.Holds with { Pinned = false } },
            (Held s, Referenced x) when !s.Holds.Owners.Contains(x.Owner) => s with
            {
                Holds = s.Holds with { Owners = s.Holds.Owners.Add(x.Owner) },
            },
            (Held s, Released x) when s.Holds.Owners.Contains(x.Owner) => s with
            {
                Holds = s.Holds with { Owners = s.Holds.Owners.Remove(x.Owner) },
            },
            (Held s, EntryEvent.Evicted x) => new EntryState.Evicted(s.Audio, s.Access, s.Attempts, x.Reason, x.At),

            _ => throw new ImpossibleEventException(state, e),
        };

    /// <summary>The state that events add up to, from the entry's first on.</summary>
    /// <exception cref="ImpossibleEventException">The events are not a possible history.</exception>
    public static EntryState Replay(IEnumerable<EntryEvent> events) =>
        events.Aggregate((EntryState)Absent.Instance, Apply);

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
