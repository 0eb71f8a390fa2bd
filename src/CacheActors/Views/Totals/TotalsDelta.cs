using CacheActors.Domain.Entries;

namespace CacheActors.Views.Totals;

/// <summary>How events change the totals.</summary>
internal sealed class TotalsDelta
{
    private readonly Dictionary<string, long> _changes = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Changes => _changes;

    /// <summary>Counts what is told by an event alone.</summary>
    public void Count(EntryEvent entryEvent)
    {
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

    /// <summary>Counts what an entry was before some events as gone, and what it is after them as come.</summary>
    public void Count(EntryState before, EntryState after)
    {
        Count(before, -1);
        Count(after, +1);
    }

    /// <summary>So many contents, of so many bytes, came into the cache; or, below 0, left it with their last entry.</summary>
    public void CountContents(long contents, long bytes)
    {
        Change(TotalsSchema.Contents, contents);
        Change(TotalsSchema.ContentBytes, bytes);
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

    private void Change(string name, long by)
    {
        if (by != 0)
        {
            _changes[name] = _changes.GetValueOrDefault(name) + by;
        }
    }
}
