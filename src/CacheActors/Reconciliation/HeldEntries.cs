using System.Runtime.CompilerServices;
using CacheActors.Domain.Entries;
using CacheActors.Views.EntryList;

namespace CacheActors.Reconciliation;

/// <summary>The entries that have audio, read from the view by pages.</summary>
internal sealed class HeldEntries(CacheReader views)
{
    private const int PageSize = 2000;

    public async IAsyncEnumerable<EntryKey> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EntryKey? last = null;
        while (true)
        {
            var after = last;
            var page = await views.QueryAsync(db => EntryListQuery.Held(db, after, PageSize), cancellationToken);
            foreach (var key in page)
            {
                yield return key;
            }
            if (page.Count < PageSize)
            {
                yield break;
            }
            last = page[^1];
        }
    }
}
