using CacheActors.Domain.Entries;

namespace CacheActors.Domain.Reconciliation;

/// <summary>What is to be done about one entry and the files of its name.</summary>
/// <param name="Remedy">What becomes of the entry.</param>
/// <param name="Kind">The difference that was found; null when there is none.</param>
/// <param name="File">The file that the remedy adopts, takes, or falls back to; null: none.</param>
/// <param name="WavAside">The WAV goes into quarantine.</param>
/// <param name="M4aAside">The M4A goes into quarantine.</param>
public sealed record Verdict(
    Remedy Remedy,
    DiscrepancyKind? Kind = null,
    AudioFormat? File = null,
    bool WavAside = false,
    bool M4aAside = false
)
{
    /// <summary>What is journaled is so.</summary>
    public static Verdict Fine { get; } = new(Remedy.None);

    /// <summary>Somebody is at work on it.</summary>
    public static Verdict AtWork { get; } = new(Remedy.LeaveAtWork);

    /// <summary>True when this file goes into quarantine.</summary>
    public bool SetsAside(AudioFormat format) => format == AudioFormat.Wav ? WavAside : M4aAside;

    /// <summary>The verdict in a few words, as the tables of the documentation have it.</summary>
    public override string ToString()
    {
        var remedy = (Remedy, File) switch
        {
            (Remedy.None, _) => "fine",
            (Remedy.LeaveAtWork, _) => "at work",
            (Remedy.Adopt, { } file) => $"adopt {Name(file)}",
            (Remedy.Take, { } file) => $"take {Name(file)}",
            (Remedy.RestoreOrTake, { } file) => $"restore, else take {Name(file)}",
            (Remedy.RestoreOrMarkMissing, _) => "restore, else missing",
            (Remedy.Repair, { } file) => $"repair, also from {Name(file)}",
            (Remedy.Repair, _) => "repair",
            _ => "",
        };
        var aside = (WavAside, M4aAside) switch
        {
            (true, true) => "both aside",
            (true, false) => "WAV aside",
            (false, true) => "M4A aside",
            _ => "",
        };
        return remedy + (remedy.Length > 0 && aside.Length > 0 ? ", " : "") + aside;
    }

    private static string Name(AudioFormat format) => format == AudioFormat.Wav ? "WAV" : "M4A";
}
