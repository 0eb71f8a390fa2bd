using SQLitePCL;

namespace CacheActors.Persistence.Sql;

/// <summary>A connection that reads, and the tables seen through it.</summary>
internal sealed class ReaderConnection(Database database) : IDisposable
{
    private readonly Statement _begin = database.Prepare("BEGIN");
    private readonly Statement _end = database.Prepare("COMMIT");
    private bool _inTransaction;

    public JournalReader Journal { get; } = new(database);

    public SnapshotTable Snapshots { get; } = new(database);

    /// <summary>Begins to see one state of the database. If it cannot, the connection must not be used again.</summary>
    public bool TryBegin() => _inTransaction = _begin.TryRun() == raw.SQLITE_OK;

    /// <summary>Ends what was begun; true if nothing was. If it cannot, the connection must not be used again.</summary>
    public bool TryEnd() => !_inTransaction || _end.TryRun() == raw.SQLITE_OK;

    public void Dispose() => database.Dispose();
}
