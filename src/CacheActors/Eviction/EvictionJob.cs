using CacheActors.Domain.Entries;
using CacheActors.Views.Totals;

namespace CacheActors.Eviction;

/// <summary>Evictions that somebody asked for, and those for age: each from the state of the views to its report.</summary>
internal static class EvictionJob
{
    /// <summary>Comes down to a size, least recently used first.</summary>
    public static async Task<EvictionReport> EvictAsync(
        EvictionContext context,
        Evictor.Evict job,
        CancellationToken cancellationToken
    )
    {
        await context.CatchUpAsync();
        var before = await BytesAsync(context);
        var tooMuch = before - job.ToBytes;
        if (job.DryRun)
        {
            return await PlanAsync(context, before, tooMuch, cancellationToken);
        }
        var inTurn = context.LeastRecent();
        var run = context.Run(EvictionReason.Requested, inTurn);
        await run.RunAsync(() => tooMuch - run.FreedBytes, cancellationToken);
        var kept = run.FreedBytes >= tooMuch ? null : run.Kept.Concat(inTurn.InUse);
        return await ReportAsync(context, run, before, kept);
    }

    /// <summary>Lets everything go.</summary>
    public static async Task<EvictionReport> ClearAsync(EvictionContext context, CancellationToken cancellationToken)
    {
        await context.CatchUpAsync();
        var before = await BytesAsync(context);
        var run = context.Run(EvictionReason.Cleared, new Everything(context.Views));
        await run.RunAsync(() => long.MaxValue, cancellationToken);
        return await ReportAsync(context, run, before, kept: null);
    }

    /// <summary>Lets go what was not used since a moment.</summary>
    public static async Task<EvictionRun> AgeAsync(
        EvictionContext context,
        DateTimeOffset usedBefore,
        CancellationToken cancellationToken
    )
    {
        await context.CatchUpAsync();
        var run = context.Run(EvictionReason.Age, context.LeastRecent(usedBefore: usedBefore));
        await run.RunAsync(() => long.MaxValue, cancellationToken);
        return run;
    }

    private static async Task<EvictionReport> PlanAsync(
        EvictionContext context,
        long before,
        long tooMuch,
        CancellationToken cancellationToken
    )
    {
        var inTurn = context.LeastRecent();
        var victims = new List<EvictedEntry>();
        var freed = 0L;
        while (freed < tooMuch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = await inTurn.NextAsync();
            if (next.Count == 0)
            {
                break;
            }
            victims.AddRange(next.Select(v => new EvictedEntry(v.Entry.Key, v.Entry.SizeBytes, v.Entry.LastUse)));
            freed += next.Sum(victim => victim.FreesBytes);
        }
        var holders = freed >= tooMuch ? [] : await context.HoldersAsync(inTurn.InUse);
        return new EvictionReport(InOrder(victims), freed, before, before - freed, holders);
    }

    private static async Task<EvictionReport> ReportAsync(
        EvictionContext context,
        EvictionRun run,
        long before,
        IEnumerable<SpaceHolder>? kept
    )
    {
        await context.CatchUpAsync();
        return new EvictionReport(
            InOrder(run.Evicted),
            run.FreedBytes,
            before,
            await BytesAsync(context),
            kept is null ? [] : await context.HoldersAsync(kept)
        );
    }

    private static IReadOnlyList<EvictedEntry> InOrder(IEnumerable<EvictedEntry> entries) =>
        [.. entries.OrderBy(e => e.LastAccessed).ThenBy(e => e.Key.Value, StringComparer.Ordinal)];

    private static async Task<long> BytesAsync(EvictionContext context) =>
        (await context.Views.QueryAsync(TotalsQuery.Read, CancellationToken.None)).ContentBytes;
}
