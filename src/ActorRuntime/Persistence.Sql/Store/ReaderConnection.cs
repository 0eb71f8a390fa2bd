namespace CacheActors.Persistence.Sql;

/// <summary>A connection that reads, and the tables seen through it.</summary>
internal sealed class ReaderConnection(Database database) : IDisposable
{
    private readonly Statement _begin = database.Prepare("BEGIN");
    private readonly Statement _commit = database.Prepare("COMMIT");

    public JournalReader Journal { get; } = new(database);

    public SnapshotTable Snapshots { get; } = new(database);

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    public void Dispose() => database.Dispose();
}
