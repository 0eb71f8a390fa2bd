namespace CacheActors.Domain.Entries;

/// <summary>
/// A journal holds an event that cannot follow the events before it: it was changed, or a newer version wrote it.
/// Nothing is skipped or guessed; the entry stays unavailable and all others live.
/// </summary>
public sealed class ImpossibleEventException(EntryState state, EntryEvent e) : Exception($"{e} cannot follow {state}.")
{
    /// <summary>What the events before it add up to.</summary>
    public EntryState State { get; } = state;

    /// <summary>The event.</summary>
    public EntryEvent Event { get; } = e;
}
