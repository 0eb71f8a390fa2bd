using CacheActors.Domain.Entries;
using static CacheActors.Domain.Reconciliation.FileFinding;

namespace CacheActors.Domain.Reconciliation;

/// <summary>What the journal says × what the disk holds → what to do. Total: every combination has its verdict.</summary>
public static class ReconciliationRules
{
    /// <summary>Judges one entry.</summary>
    /// <param name="journaled">What the journal says of it.</param>
    /// <param name="wav">What lies under its WAV's name.</param>
    /// <param name="m4a">What lies under its M4A's name.</param>
    public static Verdict Judge(JournaledAs journaled, FileFinding wav, FileFinding m4a) =>
        journaled switch
        {
            JournaledAs.Compressing => Verdict.AtWork,
            JournaledAs.Absent => Unknown(wav, m4a),
            JournaledAs.Evicted => LetGo(wav, m4a),
            JournaledAs.M4a => Held(AudioFormat.M4a, m4a, wav),
            JournaledAs.MissingM4a => Missing(AudioFormat.M4a, m4a, wav),
            JournaledAs.MissingWav => Missing(AudioFormat.Wav, wav, m4a),
            JournaledAs.Wav or JournaledAs.Failed or JournaledAs.Abandoned => Held(AudioFormat.Wav, wav, m4a),
            _ => throw new ArgumentOutOfRangeException(nameof(journaled), journaled, "No such thing is journaled."),
        };

    // The WAV is what the M4A was made of, so it comes first.
    private static Verdict Unknown(FileFinding wav, FileFinding m4a) =>
        (CanPlay(wav), CanPlay(m4a)) switch
        {
            (true, _) => Decide(Remedy.Adopt, DiscrepancyKind.OrphanedFile, AudioFormat.Wav, wav, m4a),
            (_, true) => Decide(Remedy.Adopt, DiscrepancyKind.OrphanedFile, AudioFormat.M4a, m4a, wav),
            _ => Leftover(AudioFormat.Wav, wav, m4a, DiscrepancyKind.OrphanedFile),
        };

    // What was let go is not taken back by its own file: a crash before the deletion leaves one like it.
    private static Verdict LetGo(FileFinding wav, FileFinding m4a) =>
        Leftover(AudioFormat.Wav, wav, m4a, DiscrepancyKind.OrphanedFile);

    private static Verdict Missing(AudioFormat format, FileFinding named, FileFinding other) =>
        (named, other) switch
        {
            (AsJournaled or Whole, _) => Decide(Remedy.Take, DiscrepancyKind.StateMismatch, format, named, other),
            (_, AsJournaled or Whole) => Decide(
                Remedy.Take,
                DiscrepancyKind.StateMismatch,
                Other(format),
                other,
                named
            ),
            _ => Leftover(format, named, other, DiscrepancyKind.StateMismatch),
        };

    private static Verdict Held(AudioFormat format, FileFinding named, FileFinding other) =>
        (named, other) switch
        {
            (AsJournaled, None) => Verdict.Fine,
            (AsJournaled, Broken) => Decide(Remedy.SetAside, DiscrepancyKind.PartialFile, format, named, other),
            (AsJournaled, _) => Decide(Remedy.SetAside, DiscrepancyKind.StateMismatch, format, named, other),

            // A WAV that is known to be right is better than an M4A that is known to be another.
            (Whole, AsJournaled) => Decide(Remedy.Take, DiscrepancyKind.SizeMismatch, Other(format), other, named),
            (Whole, _) => Decide(Remedy.RestoreOrTake, DiscrepancyKind.SizeMismatch, format, named, other),

            (Altered, _) => Replace(DiscrepancyKind.HashMismatch, format, named, other),
            (Broken, _) => Replace(DiscrepancyKind.PartialFile, format, named, other),

            (None, AsJournaled or Whole) => Decide(
                Remedy.Take,
                DiscrepancyKind.StateMismatch,
                Other(format),
                other,
                None
            ),
            _ => Decide(Remedy.RestoreOrMarkMissing, DiscrepancyKind.GhostEntry, null, None, other, format),
        };

    private static Verdict Replace(DiscrepancyKind kind, AudioFormat format, FileFinding named, FileFinding other) =>
        CanPlay(other)
            ? Decide(Remedy.Repair, kind, Other(format), other, named)
            : Decide(Remedy.Repair, kind, null, named, other, format);

    // Files of which none is to be kept.
    private static Verdict Leftover(AudioFormat format, FileFinding named, FileFinding other, DiscrepancyKind whole) =>
        (named, other) switch
        {
            (None, None) => Verdict.Fine,
            (None or Broken, None or Broken) => Decide(
                Remedy.SetAside,
                DiscrepancyKind.PartialFile,
                null,
                named,
                other,
                format
            ),
            (None or Broken or Altered, None or Broken or Altered) when whole == DiscrepancyKind.StateMismatch =>
                Decide(Remedy.SetAside, DiscrepancyKind.HashMismatch, null, named, other, format),
            _ => Decide(Remedy.SetAside, whole, null, named, other, format),
        };

    // Everything that is there and not kept goes into quarantine.
    private static Verdict Decide(
        Remedy remedy,
        DiscrepancyKind kind,
        AudioFormat? kept,
        FileFinding first,
        FileFinding second,
        AudioFormat? firstIs = null
    )
    {
        var format = kept ?? firstIs!.Value;
        var firstAside = kept is null && first != None;
        var secondAside = second != None;
        var file = remedy == Remedy.SetAside ? null : kept;
        return format == AudioFormat.Wav
            ? new Verdict(remedy, kind, file, firstAside, secondAside)
            : new Verdict(remedy, kind, file, secondAside, firstAside);
    }

    private static bool CanPlay(FileFinding finding) => finding is AsJournaled or Whole;

    private static AudioFormat Other(AudioFormat format) =>
        format == AudioFormat.Wav ? AudioFormat.M4a : AudioFormat.Wav;
}
