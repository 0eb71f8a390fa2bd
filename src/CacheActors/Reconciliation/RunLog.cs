using Akka.Actor;
using Akka.Persistence;
using CacheActors.Domain.Reconciliation;
using CacheActors.Hosting;
using CacheActors.Journal;
using CacheActors.Views;

namespace CacheActors.Reconciliation;

/// <summary>Journals what runs of reconciliation did. Answers each event with <see cref="Written"/> or a failure.</summary>
internal sealed class RunLog : ReceivePersistentActor
{
    private readonly IActorRef _projections;
    private IActorRef _asking = ActorRefs.Nobody;

    public RunLog(IActorRef projections, CacheServices services)
    {
        _projections = projections;
        if (services.JournalPluginId is { } journal)
        {
            JournalPluginId = journal;
            SnapshotPluginId = "akka.persistence.no-snapshot-store";
        }
        Command<ReconciliationEvent>(OnEvent);
    }

    /// <summary>It is journaled.</summary>
    internal sealed record Written
    {
        public static Written Instance { get; } = new();
    }

    public override string PersistenceId => ReconciliationEventFormat.PersistenceId;

    /// <summary>It only writes: what was written before is for the views.</summary>
    public override Recovery Recovery => Recovery.None;

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Fail(cause);
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Fail(cause);
        base.OnPersistRejected(cause, @event, sequenceNr);
    }

    private void OnEvent(ReconciliationEvent happened)
    {
        _asking = Sender;
        Persist(
            happened,
            _ =>
            {
                _projections.Tell(ProjectionActor.JournalGrew.Instance);
                _asking.Tell(Written.Instance);
            }
        );
    }

    private void Fail(Exception cause) =>
        _asking.Tell(
            new Status.Failure(
                new CacheException($"The journal refused the record of a reconciliation: {cause.Message}", cause)
            )
        );
}
