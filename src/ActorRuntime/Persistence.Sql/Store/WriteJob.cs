namespace CacheActors.Persistence.Sql;

/// <summary>
/// One write that waits for the writer. It is answered after the commit of the transaction it became part of.
/// </summary>
internal abstract class WriteJob
{
    private Exception? _refusal;

    /// <summary>Weight in a transaction.</summary>
    public virtual int Rows => 1;

    /// <summary>
    /// Does the write. What is wrong with this write alone is returned and has left no trace; what breaks the transaction
    /// is thrown.
    /// </summary>
    protected abstract Exception? Write(WriterConnection connection);

    /// <summary>Whether the write is in the database already, after a commit whose outcome is unknown.</summary>
    protected abstract bool IsWritten(WriterConnection connection);

    protected abstract void Succeed();

    protected abstract void Fail(Exception cause);

    /// <summary>Called by the writer inside its transaction.</summary>
    public void Run(WriterConnection connection) => _refusal = Write(connection);

    /// <summary>Whether a commit that was reported as failed made this write durable all the same.</summary>
    public bool SurvivedFailedCommit(WriterConnection connection) => _refusal is null && IsWritten(connection);

    /// <summary>Answers the caller.</summary>
    public void Answer(Exception? failedTransaction)
    {
        if ((failedTransaction ?? _refusal) is { } cause)
        {
            Fail(cause);
        }
        else
        {
            Succeed();
        }
    }
}
