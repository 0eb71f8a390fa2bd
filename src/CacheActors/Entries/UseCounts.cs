using System.Collections.Concurrent;
using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

/// <summary>
/// Counts uses in memory until they are taken to be journaled: a hit costs an addition and a look at the clock. Of an entry
/// whose uses were taken it keeps the last one until the next taking; by then journal and views have it. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="limit">Entries it counts for at most. Uses of further ones are dropped, which is told.</param>
internal sealed class UseCounts(TimeProvider time, int limit = UseCounts.DefaultLimit)
{
    /// <summary>Some 20 MB.</summary>
    public const int DefaultLimit = 100_000;

    // Every count that is not zero, and those that became zero when they were last taken.
    private readonly ConcurrentDictionary<EntryKey, UseCount> _counts = new();
    private int _size;
    private int _dropped;

    /// <summary>Is called when half of the limit is reached: time to take them.</summary>
    public Action Crowded { get; set; } = () => { };

    /// <summary>An entry's count, for who counts often and wants to keep it.</summary>
    public UseCount Of(EntryKey key) => _counts.TryGetValue(key, out var count) ? count : new UseCount(key);

    /// <summary>The entry is used now. The same use is at the same time for ever, so it is counted by the clock, not by timestamps.</summary>
    public void Count(UseCount count) => Add(count, 1, time.GetUtcNow().UtcTicks);

    /// <summary>When the entry was used last, if it was lately.</summary>
    public DateTimeOffset? LastUse(EntryKey key) => _counts.TryGetValue(key, out var count) ? Time(count.Last) : null;

    /// <summary>The entry is gone, and its uses with it.</summary>
    public void Forget(EntryKey key)
    {
        if (_counts.TryGetValue(key, out var count))
        {
            count.Take();
            Remove(count);
        }
    }

    /// <summary>Takes everything that was counted.</summary>
    public Taken TakeAll()
    {
        var taken = new List<TakenUses>();
        foreach (var (_, count) in _counts)
        {
            if (count.Take() is var uses and > 0)
            {
                taken.Add(new TakenUses(count, uses, Time(count.Last)));
            }
            else
            {
                Remove(count);
            }
        }
        return new Taken(taken, Interlocked.Exchange(ref _dropped, 0));
    }

    /// <summary>What was taken could not be journaled: it counts again.</summary>
    public void GiveBack(TakenUses taken) => Add(taken.Of, taken.Uses, taken.Of.Last);

    private static DateTimeOffset Time(long utcTicks) => new(utcTicks, TimeSpan.Zero);

    private void Add(UseCount count, int uses, long last)
    {
        if (count.Add(uses, last))
        {
            Enlist(count);
        }
    }

    private void Enlist(UseCount count)
    {
        while (true)
        {
            if (!_counts.TryGetValue(count.Key, out var enlisted))
            {
                if (TryAdd(count))
                {
                    return;
                }
            }
            else if (enlisted == count)
            {
                return;
            }
            else
            {
                // Another count of the same entry, from before its line left the index: these uses join those.
                var uses = count.Take();
                if (uses == 0 || !enlisted.Add(uses, count.Last))
                {
                    return;
                }
                count = enlisted;
            }
        }
    }

    /// <returns>False: somebody else was faster.</returns>
    private bool TryAdd(UseCount count)
    {
        if (Volatile.Read(ref _size) >= limit)
        {
            Interlocked.Add(ref _dropped, count.Take());
            return true;
        }
        if (!_counts.TryAdd(count.Key, count))
        {
            return false;
        }
        if (Interlocked.Increment(ref _size) == limit / 2)
        {
            Crowded();
        }
        return true;
    }

    private void Remove(UseCount count)
    {
        if (!_counts.TryRemove(KeyValuePair.Create(count.Key, count)))
        {
            return;
        }
        Interlocked.Decrement(ref _size);
        // Used between the look and the removal: who did saw it enlisted, and left.
        if (!count.IsZero)
        {
            Enlist(count);
        }
    }

    /// <summary>What was counted since the last taking.</summary>
    /// <param name="Entries">Entry by entry.</param>
    /// <param name="Dropped">Uses that nobody counted because of the limit.</param>
    internal sealed record Taken(IReadOnlyList<TakenUses> Entries, int Dropped);

    /// <summary>Uses of one entry.</summary>
    internal sealed record TakenUses(UseCount Of, int Uses, DateTimeOffset Last);
}
