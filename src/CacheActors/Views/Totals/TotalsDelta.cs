using CacheActors.Domain.Entries;

namespace CacheActors.Views.Totals;

/// <summary>How a batch of events changes the totals.</summary>
internal sealed class TotalsDelta
{
    private readonly Dictionary<string, long> _changes = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Changes => _changes;

    public void Add(EntryState before, EntryEvent entryEvent, EntryState after)
    {
        Count(before, -1);
        Count(after, +1);
        switch (entryEvent)
        {
            case EntryEvent.Synthesized { Origin: EntryOrigin.Synthesized or EntryOrigin.Downloaded }:
                Change(TotalsSchema.Misses, 1);
                break;
            case EntryEvent.Accessed accessed:
                Change(TotalsSchema.Hits, accessed.Count);
                break;
        }
    }

    /// <summary>A content came into the cache (+1), or its last entry is gone (-1).</summary>
    public void CountContent(int sign, EntryState.Held state)
    {
        Change(TotalsSchema.Contents, sign);
        Change(TotalsSchema.ContentBytes, sign * state.SizeBytes());
    }

    private void Count(EntryState state, int sign)
    {
        switch (state)
        {
            case EntryState.Held held:
                Count(held, sign);
                break;
            case EntryState.Missing missing:
                Change(TotalsSchema.EntriesIn(EntryStates.Missing), sign);
                Count(missing.Holds, sign);
                break;
        }
    }

    private void Count(EntryState.Held held, int sign)
    {
        var name = EntryStates.Of(held);
        var bytes = held.SizeBytes();
        Change(TotalsSchema.EntriesIn(name), sign);
        Change(TotalsSchema.BytesIn(name), sign * bytes);
        Change(TotalsSchema.SavedBytes, sign * (held.Audio.SizeBytes - bytes));
        Count(held.Holds, sign);
    }

    private void Count(EntryHolds holds, int sign)
    {
        Change(TotalsSchema.Pinned, holds.Pinned ? sign : 0);
        Change(TotalsSchema.Referenced, holds.Owners.IsEmpty ? 0 : sign);
    }

    private void Change(string name, long by) => _changes[name] = _changes.GetValueOrDefault(name) + by;
}
