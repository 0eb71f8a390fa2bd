using CacheActors.Domain.Entries;

namespace CacheActors.Domain.Reconciliation;

/// <summary>What the journal says of an entry, as far as its files are concerned.</summary>
public enum JournaledAs
{
    /// <summary>Nothing was ever stored.</summary>
    Absent,

    /// <summary>There is a WAV.</summary>
    Wav,

    /// <summary>There is a WAV whose compression failed.</summary>
    Failed,

    /// <summary>There is a WAV, and a compressor at work on it.</summary>
    Compressing,

    /// <summary>There is a WAV, and a compression was granted to a compressor that is gone.</summary>
    Abandoned,

    /// <summary>There is an M4A.</summary>
    M4a,

    /// <summary>The WAV is missing.</summary>
    MissingWav,

    /// <summary>The M4A is missing.</summary>
    MissingM4a,

    /// <summary>The audio was let go.</summary>
    Evicted,
}

/// <summary>Reads it from an entry's state.</summary>
public static class EntryStateJournaledAs
{
    /// <summary>What the state says of the entry's files.</summary>
    /// <param name="state">The entry's state.</param>
    /// <param name="liveRun">The compressor that lives now; null: none does.</param>
    public static JournaledAs JournaledAs(this EntryState state, string? liveRun) =>
        state switch
        {
            EntryState.Absent => Reconciliation.JournaledAs.Absent,
            EntryState.Wav => Reconciliation.JournaledAs.Wav,
            EntryState.Failed => Reconciliation.JournaledAs.Failed,
            EntryState.Compressing x when x.RunId == liveRun => Reconciliation.JournaledAs.Compressing,
            EntryState.Compressing => Reconciliation.JournaledAs.Abandoned,
            EntryState.M4a => Reconciliation.JournaledAs.M4a,
            EntryState.Missing x when x.Format() == AudioFormat.Wav => Reconciliation.JournaledAs.MissingWav,
            EntryState.Missing => Reconciliation.JournaledAs.MissingM4a,
            EntryState.Evicted => Reconciliation.JournaledAs.Evicted,
            _ => throw new System.Diagnostics.UnreachableException($"{state} says nothing of files."),
        };
}
