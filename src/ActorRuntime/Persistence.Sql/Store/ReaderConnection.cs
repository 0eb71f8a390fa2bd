namespace CacheActors.Persistence.Sql;

/// <summary>A connection that reads, and the tables seen through it.</summary>
internal sealed class ReaderConnection(Database database) : IDisposable
{
    public JournalReader Journal { get; } = new(database);

    public SnapshotTable Snapshots { get; } = new(database);

    public void Dispose() => database.Dispose();
}
