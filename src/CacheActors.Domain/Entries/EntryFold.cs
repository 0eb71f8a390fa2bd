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
            (Absent, Synthesized x) => new Wav(Audio(x), new EntryAccess(0, x.At), Attempts: 0),

            (Held s and not M4a, CompressionStarted x) when x.Attempt == s.Attempts + 1 => new Compressing(
                s.Audio,
                s.Access,
                x.Attempt,
                x.RunId,
                x.At
            ),
            (Compressing s, Compressed x) when x.Attempt == s.Attempts => new M4a(
                s.Audio,
                s.Access,
                s.Attempts,
                new CompressedAudio(x.SizeBytes, x.Sha256, x.Codec, x.BitRate)
            ),
            (Compressing s, CompressionCancelled x) when x.Attempt == s.Attempts => new Wav(
                s.Audio,
                s.Access,
                s.Attempts
            ),
            (Compressing s, EntryEvent.Failed x) when x.Attempt == s.Attempts => new EntryState.Failed(
                s.Audio,
                s.Access,
                s.Attempts,
                x.Stage,
                x.Reason
            ),

            (Held s, Accessed x) => s with { Access = new EntryAccess(s.Access.Count + x.Count, x.Last) },

            _ => throw new ImpossibleEventException(state, e),
        };

    /// <summary>The state that events add up to, from the entry's first on.</summary>
    /// <exception cref="ImpossibleEventException">The events are not a possible history.</exception>
    public static EntryState Replay(IEnumerable<EntryEvent> events) =>
        events.Aggregate((EntryState)Absent.Instance, Apply);

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
            x.At
        );
}
