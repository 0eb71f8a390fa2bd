namespace CacheActors.Persistence.Sql;

/// <summary>Events that are stored all or none.</summary>
internal sealed class JournalWrite(JournalRow[] rows, Action<JournalWrite> answered) : WriteJob
{
    private readonly TaskCompletionSource _completion = new();

    public string PersistenceId => rows[0].PersistenceId;

    public Task Completion => _completion.Task;

    public override int Rows => rows.Length;

    protected override Exception? Write(WriterConnection connection) => connection.Journal.Insert(rows);

    protected override bool IsWritten(WriterConnection connection) => connection.Journal.Contains(rows);

    protected override void Succeed()
    {
        answered(this);
        _completion.SetResult();
    }

    protected override void Fail(Exception cause)
    {
        answered(this);
        _completion.SetException(cause);
    }
}
