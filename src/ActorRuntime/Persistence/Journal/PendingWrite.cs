using System.Collections.Immutable;
using Akka.Actor;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>A request to store events that is not answered yet: its place in the order of the answers.</summary>
internal sealed class PendingWrite(PendingWrites all, WriteMessages request, IActorRef journal, long startedAt)
    : IWriteAnswer
{
    private IImmutableList<Exception?>? _refusals;
    private Exception? _failure;
    private int _ended;

    public long StartedAt => startedAt;

    /// <summary>How many atomic writes were handed to the store.</summary>
    public int Writes { get; set; }

    /// <summary>Whether it can be answered.</summary>
    public bool HasEnded => Volatile.Read(ref _ended) == 2;

    public void Stored(IImmutableList<Exception?>? refusals)
    {
        if (refusals is null || refusals.Count == Writes)
        {
            End(refusals, failure: null);
        }
        else
        {
            Failed(
                new IllegalStateException(
                    $"WriteMessagesAsync was given {Writes} writes and answered for {refusals.Count}."
                )
            );
        }
    }

    public void Failed(Exception cause) => End(refusals: null, cause);

    /// <summary>Tells the actor.</summary>
    public void Answer()
    {
        var actor = request.PersistentActor;
        actor.Tell(
            _failure is null ? WriteMessagesSuccessful.Instance : new WriteMessagesFailed(_failure, Writes),
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
