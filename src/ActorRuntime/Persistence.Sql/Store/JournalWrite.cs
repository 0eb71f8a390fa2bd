using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Persistence.Journal;

namespace CacheActors.Persistence.Sql;

/// <summary>Events of one entity that are stored all or none.</summary>
/// <param name="rows">The events.</param>
/// <param name="refusals">What the answer says beside: which other events of the request were refused.</param>
/// <param name="answer">Gets the answer.</param>
/// <param name="unanswered">Where it is registered until it is answered.</param>
internal sealed class JournalWrite(
    JournalRow[] rows,
    IImmutableList<Exception?>? refusals,
    IWriteAnswer answer,
    ConcurrentDictionary<string, JournalWrite> unanswered
) : WriteJob
{
    private static readonly TaskCompletionSource Answered = CreateAnswered();

    /// <summary>Null while nobody waits; <see cref="Answered"/> from the answer on.</summary>
    private TaskCompletionSource? _waiting;

    public string PersistenceId => rows[0].PersistenceId;

    public override int Rows => rows.Length;

    /// <summary>Completes when the write has been answered, whatever the answer.</summary>
    public Task WhenAnswered()
    {
        var created = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _waiting, created, null) ?? created).Task;
    }

    protected override Exception? Write(WriterConnection connection) => connection.Journal.Insert(rows);

    protected override bool IsWritten(WriterConnection connection) => connection.Journal.Contains(rows);

    protected override void Succeed()
    {
        LetOthersGoOn();
        answer.Stored(refusals);
    }

    protected override void Fail(Exception cause)
    {
        LetOthersGoOn();
        answer.Failed(cause);
    }

    private void LetOthersGoOn()
    {
        unanswered.TryRemove(new(PersistenceId, this));
        Interlocked.Exchange(ref _waiting, Answered)?.SetResult();
    }

    private static TaskCompletionSource CreateAnswered()
    {
        var answered = new TaskCompletionSource();
        answered.SetResult();
        return answered;
    }
}
