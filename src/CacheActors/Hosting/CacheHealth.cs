using System.Globalization;
using Akka.Actor;
using CacheActors.Journal;
using CacheActors.Views;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;

namespace CacheActors.Hosting;

/// <summary>How an open cache is doing.</summary>
/// <param name="JournalFault">Why the journal cannot be written; null when it can.</param>
/// <param name="EventsBehind">Events of the journal that are not in the views, although they had time.</param>
/// <param name="FreeDiskBytes">What the disk of the cache folder has free.</param>
/// <param name="WarnFreeDiskBytes">What it should have free.</param>
/// <param name="UsedBytes">What the cache's files take up or may soon take up.</param>
/// <param name="BudgetBytes">What they may take up.</param>
/// <param name="CanEvict">Whether room can be made.</param>
internal sealed record CacheHealth(
    string? JournalFault,
    long EventsBehind,
    long FreeDiskBytes,
    long WarnFreeDiskBytes,
    long UsedBytes,
    long BudgetBytes,
    bool CanEvict
)
{
    /// <summary>How long views that are behind may take to follow, before they count as behind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What is not as it should be although the cache works; empty when all is well.</summary>
    public IEnumerable<string> Warnings()
    {
        if (EventsBehind > 0)
        {
            yield return Say($"the views are {EventsBehind} events behind the journal");
        }

        if (FreeDiskBytes < WarnFreeDiskBytes)
        {
            yield return Say($"the disk has {FreeDiskBytes} bytes free, less than {WarnFreeDiskBytes}");
        }

        if (UsedBytes > BudgetBytes)
        {
            yield return Say($"the cache takes up {UsedBytes} bytes, more than its budget of {BudgetBytes}");
        }
        else if (!CanEvict && BudgetBytes - UsedBytes < BudgetBytes / 100)
        {
            yield return Say($"the cache is full ({UsedBytes} of {BudgetBytes} bytes) and nothing can be evicted");
        }
    }

    public static async Task<CacheHealth> MeasureAsync(
        OpenCache cache,
        CacheActorsOptions options,
        CacheReader reader,
        CancellationToken cancellationToken
    )
    {
        var fault = await cache.Io.RunAsync(() => JournalProbe.Fault(cache.Folder), cancellationToken);
        var behind = fault is null ? await BehindAsync(cache, reader, cancellationToken) : 0;
        if (behind < 0)
        {
            fault = Say(
                $"{cache.Folder.JournalPath} has lost events, or was replaced or deleted while the cache is open"
            );
        }

        var ledger = cache.Room.Ledger;
        return new CacheHealth(
            fault,
            Math.Max(0, behind),
            await cache.Io.RunAsync(() => cache.Disk.Look().FreeBytes, cancellationToken),
            options.Budget.WarnFreeDisk,
            ledger.Taken,
            ledger.BudgetBytes,
            options.Budget.Automatic && await reader.QueryAsync(EntryListQuery.AnyEvictable, cancellationToken)
        );
    }

    // Views follow a moment later, which is no fault: they are behind when asking them to catch up does not help. They are
    // read first, so that a journal with less than they have seen is none of this cache's.
    private static async Task<long> BehindAsync(
        OpenCache cache,
        CacheReader reader,
        CancellationToken cancellationToken
    )
    {
        var seen = await reader.QueryAsync(ViewDatabase.Offset, cancellationToken);
        var journaled = await cache.Io.RunAsync(() => LastOrdering(cache), cancellationToken);
        if (seen >= journaled)
        {
            return journaled - seen;
        }

        try
        {
            await cache.Parts.Projections.Ask<ProjectionActor.CaughtUp>(
                ProjectionActor.CatchUp.Instance,
                Patience,
                cancellationToken
            );
        }
        catch (Exception e) when (e is AskTimeoutException or SqliteException or CacheException)
        {
            // The views say below how far they came; why they do not follow is in the log.
        }

        return Math.Max(0, journaled - await reader.QueryAsync(ViewDatabase.Offset, cancellationToken));
    }

    private static long LastOrdering(OpenCache cache)
    {
        using var journal = new JournalReader(cache.Folder.JournalPath);
        return journal.LastOrdering();
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
