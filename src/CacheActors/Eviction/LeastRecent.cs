using CacheActors.Domain.Entries;
using CacheActors.Domain.Eviction;
using CacheActors.Files;
using CacheActors.Views.EntryList;

namespace CacheActors.Eviction;

/// <summary>What may be evicted, least recently used first, read from the view by pages.</summary>
/// <param name="views">The view, up to date.</param>
/// <param name="lastUse">Uses that the view does not know yet.</param>
/// <param name="leases">What is being read would refuse.</param>
/// <param name="isKept">True for what else would refuse.</param>
internal sealed class LeastRecent(
    CacheReader views,
    Func<EntryKey, DateTimeOffset?> lastUse,
    LeaseTable leases,
    Func<EntryKey, bool> isKept
) : IVictims
{
    // The first page is small: most often room for one file is needed.
    private const int FirstPage = 32;
    private const int LargestPage = 2000;

    private readonly EvictionOrder _order = new(lastUse);
    private readonly SharedContents _contents = new();
    private readonly List<SpaceHolder> _inUse = [];
    private EvictionCandidate? _lastListed;
    private int _pageSize = FirstPage;

    /// <summary>Only what was last used before this; then each goes for itself, whether that frees bytes or not.</summary>
    public DateTimeOffset? UsedBefore { get; init; }

    /// <summary>What would have been next and is being read.</summary>
    public IReadOnlyList<SpaceHolder> InUse => _inUse;

    public async ValueTask<IReadOnlyList<Victim>> NextAsync()
    {
        while (true)
        {
            while (_order.TryNext(out var candidate))
            {
                if (candidate.LastUse >= UsedBefore)
                {
                    return [];
                }
                if (leases.IsLeased(candidate.Key))
                {
                    _inUse.Add(new SpaceHolder(candidate.Key, candidate.SizeBytes, WhyKept.InUse));
                    continue;
                }
                if (isKept(candidate.Key))
                {
                    continue;
                }
                var victims = UsedBefore is null ? _contents.Add(candidate) : [new Victim(candidate, 0)];
                if (victims.Count > 0)
                {
                    return victims;
                }
            }
            if (!_order.NeedsPage)
            {
                return [];
            }
            await ReadPageAsync();
        }
    }

    // The others of its content are gone, or will be: it is the last.
    public void PutBack(Victim victim, DateTimeOffset usedAt) =>
        _order.PutBack(victim.Entry with { Sharing = 1 }, usedAt);

    private async Task ReadPageAsync()
    {
        var page = await views.QueryAsync(
            connection => EvictionQuery.Candidates(connection, _lastListed, _pageSize).ToList(),
            CancellationToken.None
        );
        _order.Add(page, isLast: page.Count < _pageSize);
        _lastListed = page.LastOrDefault() ?? _lastListed;
        _pageSize = Math.Min(_pageSize * 4, LargestPage);
    }
}
