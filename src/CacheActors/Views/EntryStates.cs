using CacheActors.Domain.Entries;

namespace CacheActors.Views;

/// <summary>The names of an entry's states, as views, CLI and statistics show them.</summary>
internal static class EntryStates
{
    public const string Wav = "wav";
    public const string Compressing = "compressing";
    public const string M4a = "m4a";
    public const string Failed = "failed";

    /// <summary>Its file is gone, though nobody let it go.</summary>
    public const string Missing = "missing";

    /// <summary>Its audio was let go. Not an entry any more: in no total, and listed only when asked for.</summary>
    public const string Evicted = "evicted";

    /// <summary>The states of entries that are there.</summary>
    public static IReadOnlyList<string> All { get; } = [Wav, Compressing, M4a, Failed, Missing];

    public static string Of(EntryState.Known state) =>
        state switch
        {
            EntryState.Wav => Wav,
            EntryState.Compressing => Compressing,
            EntryState.M4a => M4a,
            EntryState.Failed => Failed,
            EntryState.Missing => Missing,
            EntryState.Evicted => Evicted,
            _ => throw new System.Diagnostics.UnreachableException($"no name for {state.GetType()}"),
        };
}
