using System.Collections.Immutable;
using Akka.Actor;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>A request to store events that is not answered yet: its place in the order of the answers.</summary>
internal sealed class PendingWrite(PendingWrites all, WriteMessages request, IActorRef journal, long startedAt)
{
    private Task<IImmutableList<Exception?>?>? _work;
    private IImmutableList<Exception?>? _refusals;
    private Exception? _failure;
    private int _writes;
    private int _ended;

    public long StartedAt => startedAt;

    /// <summary>Whether it can be answered.</summary>
    public bool HasEnded => Volatile.Read(ref _ended) == 2;

    /// <summary>Ends with the work, whichever way that does.</summary>
    public void EndWith(Task<IImmutableList<Exception?>?> work, int writes)
    {
        _work = work;
        _writes = writes;
        if (work.IsCompleted)
        {
            EndWithWork();
        }
        else
        {
            work.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(EndWithWork);
        }
    }

    /// <summary>Ends without an answer of the store. Does nothing if it has ended.</summary>
    public void Fail(Exception cause) => End(null, cause);

    public void Answer()
    {
        var actor = request.PersistentActor;
        actor.Tell(
            _failure is null ? WriteMessagesSuccessful.Instance : new WriteMessagesFailed(_failure, _writes),
            journal
        );
        var index = 0;
        foreach (var envelope in request.Envelopes)
        {
            if (envelope is AtomicWrite write)
            {
                var refusal = _refusals?[index++];
                foreach (var e in write.Events)
                {
                    actor.Tell(AnswerFor(e, refusal), e.Sender);
                }
            }
            else
            {
                actor.Tell(new LoopMessageSuccess(envelope.Payload, request.ActorInstanceId), envelope.Sender);
            }
        }
    }

    private object AnswerFor(IPersistentRepresentation e, Exception? refusal) =>
        _failure is not null ? new WriteMessageFailure(e, _failure, request.ActorInstanceId)
        : refusal is not null ? new WriteMessageRejected(e, refusal, request.ActorInstanceId)
        : new WriteMessageSuccess(e, request.ActorInstanceId);

    private void EndWithWork()
    {
        var work = _work!;
        if (!work.IsCompletedSuccessfully)
        {
            End(null, AsyncWriteJournal.Unwrap(work.Exception ?? (Exception)new TaskCanceledException(work)));
        }
        else if (work.Result is { } refusals && refusals.Count != _writes)
        {
            End(
                null,
                new IllegalStateException(
                    $"WriteMessagesAsync was given {_writes} writes and answered for {refusals.Count}."
                )
            );
        }
        else
        {
            End(work.Result, failure: null);
        }
    }

    /// <summary>The store and the clock may both want to end it: the first one does.</summary>
    private void End(IImmutableList<Exception?>? refusals, Exception? failure)
    {
        if (Interlocked.CompareExchange(ref _ended, 1, 0) == 0)
        {
            _refusals = refusals;
            _failure = failure;
            Volatile.Write(ref _ended, 2);
            all.Ended(failure);
        }
    }
}
