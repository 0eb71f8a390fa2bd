namespace CacheActors.Persistence.Sql;

/// <summary>The connection that writes, and the tables seen through it.</summary>
internal sealed class WriterConnection(Database database) : IDisposable
{
    private readonly Statement _begin = database.Prepare("BEGIN IMMEDIATE");
    private readonly Statement _commit = database.Prepare("COMMIT");

    public JournalTable Journal { get; } = new(database);

    public SnapshotTable Snapshots { get; } = new(database);

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    /// <summary>An open transaction is rolled back.</summary>
    public void Dispose() => database.Dispose();
}
