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
        if (state is not EntryState.Held held)
        {
            return;
        }

        var name = EntryStates.Of(held);
        var bytes = held.SizeBytes();
        Change(TotalsSchema.EntriesIn(name), sign);
        Change(TotalsSchema.BytesIn(name), sign * bytes);
        Change(TotalsSchema.SavedBytes, sign * (held.Audio.SizeBytes - bytes));
        Change(TotalsSchema.Pinned, held.Holds.Pinned ? sign : 0);
        Change(TotalsSchema.Referenced, held.Holds.Owners.IsEmpty ? 0 : sign);
    }

    private void Change(string name, long by) => _changes[name] = _changes.GetValueOrDefault(name) + by;
}
