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

    private void Change(string name, long by)
    {
        if (by != 0)
        {
            _changes[name] = _changes.GetValueOrDefault(name) + by;
        }
    }
}
