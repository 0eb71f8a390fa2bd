namespace CacheActors.Persistence.Sql;

/// <summary>A write that can be done twice with the same effect as once.</summary>
internal sealed class RepeatableWrite(Func<WriterConnection, Exception?> write) : WriteJob
{
    private readonly TaskCompletionSource _completion = new();

    public Task Completion => _completion.Task;

    protected override Exception? Write(WriterConnection connection) => write(connection);

    protected override bool IsWritten(WriterConnection connection) => false;

    protected override void Succeed() => _completion.SetResult();

    protected override void Fail(Exception cause) => _completion.SetException(cause);
}
