using Akka.Actor;
using Akka.Event;
using CacheActors.Domain.Entries;
using CacheActors.Hosting;
using CacheActors.Views;
using CacheActors.Views.EntryList;

namespace CacheActors.Eviction;

/// <summary>What evictions work with.</summary>
internal sealed record EvictionContext(
    IActorRef Entries,
    IActorRef Projections,
    CacheReader Views,
    CacheServices Services,
    ILoggingAdapter Log
)
{
    private const int HoldersNamed = 10;

    /// <summary>Returns when the views show everything that is journaled now.</summary>
    public Task CatchUpAsync() =>
        Projections.Ask<ProjectionActor.CaughtUp>(ProjectionActor.CatchUp.Instance, CancellationToken.None);

    /// <summary>What may go, least recently used first; without what is being read and what <paramref name="isKept"/> says.</summary>
    public LeastRecent LeastRecent(Func<EntryKey, bool>? isKept = null, DateTimeOffset? usedBefore = null) =>
        new(Views, Services.Ready.LastUse, Services.Leases, isKept ?? (_ => false)) { UsedBefore = usedBefore };

    public EvictionRun Run(EvictionReason reason, IVictims victims) =>
        new(Entries, Services.Options.Entries.AnswerTimeout, reason, victims, Log);

    /// <summary>The ten largest entries that may not go.</summary>
    /// <param name="alsoKept">Those that are known besides the pinned, the owned and the compressing.</param>
    public async Task<IReadOnlyList<SpaceHolder>> HoldersAsync(IEnumerable<SpaceHolder> alsoKept)
    {
        var held = await Views.QueryAsync(
            connection => EvictionQuery.Holders(connection, HoldersNamed),
            CancellationToken.None
        );
        return
        [
            .. held.Concat(alsoKept)
                .DistinctBy(holder => holder.Key)
                .OrderByDescending(holder => holder.SizeBytes)
                .ThenBy(holder => holder.Key.Value, StringComparer.Ordinal)
                .Take(HoldersNamed),
        ];
    }
}
