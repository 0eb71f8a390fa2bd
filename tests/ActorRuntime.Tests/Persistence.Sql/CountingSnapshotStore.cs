using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Snapshot;

namespace CacheActors.Persistence.Sql;

/// <summary>A snapshot store in memory that notes the recoveries which begin: each asks for its snapshot first.</summary>
public sealed class CountingSnapshotStore : MemorySnapshotStore
{
    private readonly RecoveryCount _count = RecoveryCount.Of(Context.System);

    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        _count.Begun();
        return base.LoadAsync(persistenceId, criteria);
    }
}

/// <summary>How many recoveries were under way at once.</summary>
internal sealed class RecoveryCount : IExtension
{
    private readonly Lock _gate = new();
    private int _underWay;

    /// <summary>The most at any time.</summary>
    public int Most { get; private set; }

    public int Failed { get; private set; }

    public static RecoveryCount Of(ActorSystem system) => Provider.Instance.Apply(system);

    public void Begun()
    {
        lock (_gate)
        {
            Most = Math.Max(Most, ++_underWay);
        }
    }

    public void Ended()
    {
        lock (_gate)
        {
            _underWay--;
        }
    }

    public void Fail()
    {
        lock (_gate)
        {
            Failed++;
        }
    }

    private sealed class Provider : ExtensionIdProvider<RecoveryCount>
    {
        public static readonly Provider Instance = new();

        public override RecoveryCount CreateExtension(ExtendedActorSystem system) => new();
    }
}
