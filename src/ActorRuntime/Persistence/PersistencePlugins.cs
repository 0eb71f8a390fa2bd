namespace Akka.Persistence;

/// <summary>The journal and the snapshot store of an actor, by their ids; empty for the default. Each is started when first used.</summary>
internal sealed class PersistencePlugins(PersistenceExtension extension, string journalId, string snapshotStoreId)
{
    private PersistencePlugin? _journal;
    private PersistencePlugin? _snapshotStore;

    public string JournalId => journalId;

    public string SnapshotStoreId => snapshotStoreId;

    // Several threads may look one up at once: all find the same.
    public PersistencePlugin Journal => _journal ??= extension.JournalPluginFor(journalId);

    public PersistencePlugin SnapshotStore => _snapshotStore ??= extension.SnapshotStorePluginFor(snapshotStoreId);

    /// <summary>Starts both.</summary>
    public void Start()
    {
        _ = Journal;
        _ = SnapshotStore;
    }

    public PersistencePlugins WithJournal(string? id) => new(extension, id ?? "", snapshotStoreId);

    public PersistencePlugins WithSnapshotStore(string? id) => new(extension, journalId, id ?? "");
}
