namespace CacheActors.Domain.Eviction;

/// <summary>Which entries to let go, so that room is made.</summary>
public static class EvictionPlan
{
    /// <summary>
    /// Least recently used first, and no more than needed. Entries that share their content go together, when the turn of
    /// the one used last has come.
    /// </summary>
    /// <param name="leastRecentFirst">What may be let go; read only as far as needed.</param>
    /// <param name="bytesToFree">Bytes to free; fewer when there is not enough to let go.</param>
    public static IEnumerable<Victim> Victims(IEnumerable<EvictionCandidate> leastRecentFirst, long bytesToFree)
    {
        ArgumentNullException.ThrowIfNull(leastRecentFirst);
        if (bytesToFree <= 0)
        {
            yield break;
        }
        var contents = new SharedContents();
        foreach (var candidate in leastRecentFirst)
        {
            foreach (var victim in contents.Add(candidate))
            {
                bytesToFree -= victim.FreesBytes;
                yield return victim;
            }
            if (bytesToFree <= 0)
            {
                yield break;
            }
        }
    }
}
