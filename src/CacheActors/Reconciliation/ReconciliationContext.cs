using Akka.Actor;
using Akka.Event;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Entries;
using CacheActors.Hosting;
using CacheActors.Views;

namespace CacheActors.Reconciliation;

/// <summary>What runs of reconciliation work with.</summary>
/// <param name="Entries">Who corrects.</param>
/// <param name="Projections">Who follows the journal.</param>
/// <param name="Views">What is believed.</param>
/// <param name="Services">The cache's.</param>
/// <param name="RecordAsync">Journals what a run did.</param>
/// <param name="Log">The log.</param>
internal sealed record ReconciliationContext(
    IActorRef Entries,
    IActorRef Projections,
    CacheReader Views,
    CacheServices Services,
    Func<ReconciliationEvent, Task> RecordAsync,
    ILoggingAdapter Log
)
{
    /// <summary>Returns when the views show everything that is journaled now.</summary>
    public Task CatchUpAsync() =>
        Projections.Ask<ProjectionActor.CaughtUp>(ProjectionActor.CatchUp.Instance, CancellationToken.None);

    /// <summary>Has an entry look at its files, and unless it is a dry run correct what differs.</summary>
    /// <returns>What differs; null: nothing, or somebody is at work on it.</returns>
    public async Task<Discrepancy?> AskAsync(
        EntryKey key,
        bool dryRun,
        bool deep,
        IReadOnlyList<string> equalContent,
        string batchId
    )
    {
        // A large file takes long to read, and a repair long to make: there is no timeout that would be right.
        var ask = new EntryMessage.Reconcile(key, dryRun, deep, equalContent) { CorrelationId = batchId };
        return (await Entries.Ask<EntryReply.Reconciled>(ask, CancellationToken.None)).Discrepancy;
    }
}
