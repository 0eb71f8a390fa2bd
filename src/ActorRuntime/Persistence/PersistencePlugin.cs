using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Akka.Persistence.Snapshot;

namespace Akka.Persistence;

/// <summary>A journal or snapshot store that runs in a system.</summary>
internal sealed class PersistencePlugin(
    IActorRef actor,
    Type type,
    EventAdapters adapters,
    Config config,
    IScheduler scheduler
)
{
    public IActorRef Actor { get; } = actor;

    public EventAdapters Adapters { get; } = adapters;

    /// <summary>Whether it can hold anything: false for the stand-in where no snapshot store is configured.</summary>
    public bool Holds { get; } = type != typeof(NoSnapshotStore);

    /// <summary>Watches the recoveries from this journal.</summary>
    public RecoveryWatch Recoveries { get; } = new(config.GetTimeSpan("recovery-event-timeout"), scheduler);
}
