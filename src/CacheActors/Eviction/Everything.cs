using CacheActors.Domain.Eviction;
using CacheActors.Views.EntryList;

namespace CacheActors.Eviction;

/// <summary>All entries there are, kept or not, read from the view by pages.</summary>
internal sealed class Everything(CacheReader views) : IVictims
{
    private const int PageSize = 2000;

    private readonly Queue<EvictionCandidate> _page = new();
    private EvictionCandidate? _last;
    private bool _complete;

    public async ValueTask<IReadOnlyList<Victim>> NextAsync()
    {
        if (_page.Count == 0 && !_complete)
        {
            var page = await views.QueryAsync(
                connection => EvictionQuery.Everything(connection, _last?.Key, PageSize),
                CancellationToken.None
            );
            foreach (var entry in page)
            {
                _page.Enqueue(entry);
                _last = entry;
            }
            _complete = page.Count < PageSize;
        }
        return _page.TryDequeue(out var next) ? [new Victim(next, next.SizeBytes)] : [];
    }

    public void PutBack(Victim victim, DateTimeOffset usedAt) =>
        throw new InvalidOperationException("Whoever clears asks for no last use.");
}
