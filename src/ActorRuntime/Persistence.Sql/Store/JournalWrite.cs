using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace CacheActors.Persistence.Sql;

/// <summary>Events of one entity that are stored all or none.</summary>
/// <param name="rows">The events.</param>
/// <param name="refusals">What the caller is told beside: which other events of its request were refused.</param>
/// <param name="unanswered">Where it is registered until it is answered.</param>
internal sealed class JournalWrite(
    JournalRow[] rows,
    IImmutableList<Exception?>? refusals,
    ConcurrentDictionary<string, JournalWrite> unanswered
) : WriteJob
{
    private readonly TaskCompletionSource<IImmutableList<Exception?>?> _completion = new();

    public string PersistenceId => rows[0].PersistenceId;

    public Task<IImmutableList<Exception?>?> Completion => _completion.Task;

    public override int Rows => rows.Length;

    protected override Exception? Write(WriterConnection connection) => connection.Journal.Insert(rows);

    protected override bool IsWritten(WriterConnection connection) => connection.Journal.Contains(rows);

    protected override void Succeed()
    {
        unanswered.TryRemove(new(PersistenceId, this));
        _completion.SetResult(refusals);
    }

    protected override void Fail(Exception cause)
    {
        unanswered.TryRemove(new(PersistenceId, this));
        _completion.SetException(cause);
    }
}
