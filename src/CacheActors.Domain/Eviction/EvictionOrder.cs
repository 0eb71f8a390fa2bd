using System.Diagnostics.CodeAnalysis;
using CacheActors.Domain.Entries;

namespace CacheActors.Domain.Eviction;

/// <summary>
/// Puts candidates in the order of their last use although the list they come from, in pages, does not know the newest
/// uses: a candidate that was used since goes back to its place among the others.
/// </summary>
/// <param name="lastUse">The last use that the list may not know yet; null when there is none.</param>
public sealed class EvictionOrder(Func<EntryKey, DateTimeOffset?> lastUse)
{
    private readonly Queue<EvictionCandidate> _listed = new();
    private readonly PriorityQueue<EvictionCandidate, EvictionCandidate> _usedSince = new(
        EvictionCandidate.LeastRecentFirst
    );

    // While the list is read, a use that it learns of moves an entry to a later page: there it is not new.
    private readonly HashSet<EntryKey> _seen = [];
    private bool _complete;

    /// <summary>True when the next candidate cannot be told without more of the list.</summary>
    public bool NeedsPage => _listed.Count == 0 && !_complete;

    /// <summary>Takes the next page of the list.</summary>
    /// <param name="page">Least recently used first, as far as the list knows.</param>
    /// <param name="isLast">True when the list ends with it.</param>
    public void Add(IEnumerable<EvictionCandidate> page, bool isLast)
    {
        ArgumentNullException.ThrowIfNull(page);
        foreach (var candidate in page)
        {
            if (_seen.Add(candidate.Key))
            {
                _listed.Enqueue(candidate);
            }
        }
        _complete = isLast;
    }

    /// <summary>The candidate that was used least recently. False when there is none, or when a page is needed first.</summary>
    public bool TryNext([NotNullWhen(true)] out EvictionCandidate? candidate)
    {
        while (!NeedsPage && TryTake(out candidate))
        {
            if (lastUse(candidate.Key) is not { } used || used <= candidate.LastUse)
            {
                return true;
            }
            PutBack(candidate, used);
        }
        candidate = null;
        return false;
    }

    /// <summary>A candidate turned out to have been used later: its turn comes again.</summary>
    public void PutBack(EvictionCandidate candidate, DateTimeOffset usedAt)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var moved = candidate with { LastUse = usedAt };
        _usedSince.Enqueue(moved, moved);
    }

    private bool TryTake([NotNullWhen(true)] out EvictionCandidate? candidate)
    {
        var hasListed = _listed.TryPeek(out var listed);
        var fromUsed =
            _usedSince.TryPeek(out var used, out _)
            && (!hasListed || EvictionCandidate.LeastRecentFirst.Compare(used, listed) < 0);
        candidate = fromUsed ? _usedSince.Dequeue() : (hasListed ? _listed.Dequeue() : null);
        return candidate is not null;
    }
}
