namespace CacheActors.Domain.Eviction;

/// <summary>
/// Entries that share their content give its bytes back only together. So each waits here for the others, and what would
/// give nothing back is not let go in vain.
/// </summary>
public sealed class SharedContents
{
    private readonly Dictionary<string, List<EvictionCandidate>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Whose turn it is.</summary>
    /// <param name="candidate">The next in the order of last use; each once.</param>
    /// <returns>Who is let go now: nobody while others share the content, then all of them, the candidate last.</returns>
    public IReadOnlyList<Victim> Add(EvictionCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (candidate.Sharing <= 1)
        {
            return [new Victim(candidate, candidate.SizeBytes)];
        }
        if (!_waiting.TryGetValue(candidate.Sha256, out var sharing))
        {
            _waiting[candidate.Sha256] = sharing = [];
        }
        sharing.Add(candidate);
        if (sharing.Count < candidate.Sharing)
        {
            return [];
        }
        _waiting.Remove(candidate.Sha256);
        return [.. sharing.Select(entry => new Victim(entry, entry == candidate ? entry.SizeBytes : 0))];
    }
}
