using System.Collections.Immutable;
using Akka.Actor;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>
/// Base of journals that store asynchronously. A journal stores and reads; who asked gets the answers in the order of the
/// requests, and a store that keeps failing is left alone for a while.
/// </summary>
public abstract class AsyncWriteJournal : WriteJournalBase, IAsyncRecovery
{
    /// <summary>Whether requests are published on the event stream once they are fulfilled; for tests.</summary>
    protected readonly bool CanPublish;

    private readonly PluginBreaker _breaker;
    private readonly PendingWrites _pending;

    /// <summary>Creates a journal; its circuit breaker is set by its section of the configuration.</summary>
    protected AsyncWriteJournal()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        CanPublish = extension.PublishPluginCommands;
        _breaker = new PluginBreaker(
            extension.ConfigFor(Self, PersistenceExtension.JournalDefaults).GetConfig("circuit-breaker")!,
            IsStoreFailure,
            TimeProvider.System
        );
        _pending = new PendingWrites(_breaker, TimeProvider.System);
    }

    /// <inheritdoc/>
    public abstract Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback
    );

    /// <inheritdoc/>
    public abstract Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);

    /// <inheritdoc/>
    public override void AroundPostStop()
    {
        _pending.Dispose();
        base.AroundPostStop();
    }

    /// <summary>Handles the requests of the journal protocol.</summary>
    /// <param name="message">A message.</param>
    /// <returns>False if it is no such request.</returns>
    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages request:
                Write(request);
                return true;
            case ReplayMessages request:
                _ = ReplayAsync(request);
                return true;
            case DeleteMessagesTo request:
                _ = DeleteAsync(request);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Stores events: each atomic write all or none. The result has an entry per write, null if it was stored, or why it was
    /// refused for what it is; a null result means that all were stored. A task that fails means that the store failed, and
    /// that it is not certain what was stored: the actors stop.
    /// </summary>
    /// <param name="messages">The writes, in order.</param>
    protected abstract Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages);

    /// <summary>Deletes the events of an entity up to a sequence number. Its highest sequence number is not forgotten.</summary>
    /// <param name="persistenceId">Persistence id of the entity.</param>
    /// <param name="toSequenceNr">The last sequence number to delete.</param>
    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr);

    /// <summary>Handles messages that are no request of the journal protocol.</summary>
    /// <param name="message">A message.</param>
    /// <returns>False if it was not handled.</returns>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc/>
    protected sealed override bool Receive(object message) =>
        ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    /// <summary>The exception that an aggregate of one holds, or the exception itself.</summary>
    /// <param name="e">An exception.</param>
    protected static Exception TryUnwrapException(Exception e) =>
        e is AggregateException aggregate && aggregate.Flatten() is { InnerExceptions: [var single] } ? single : e;

    /// <summary>Replays as asked for; the result is the highest sequence number ever stored for the entity.</summary>
    internal virtual async Task<long> RecoverAsync(
        IActorContext context,
        ReplayMessages request,
        Action<IPersistentRepresentation> receive
    )
    {
        var highest = await _breaker.Run(
            (Journal: this, Request: request),
            static work =>
                work.Journal.ReadHighestSequenceNrAsync(
                    work.Request.PersistenceId,
                    Math.Max(0, work.Request.FromSequenceNr - 1)
                )
        );
        var to = Math.Min(request.ToSequenceNr, highest);
        if (to > 0 && request.FromSequenceNr <= to)
        {
            await ReplayMessagesAsync(context, request.PersistenceId, request.FromSequenceNr, to, request.Max, receive);
        }

        return highest;
    }

    /// <summary>Stores events, as <see cref="WriteMessagesAsync"/> does.</summary>
    internal virtual void Store(AtomicWrite[] writes, IWriteAnswer answer) => _ = StoreAsync(writes, answer);

    /// <summary>Whether an error speaks against the store, so that the circuit breaker counts it, or only against one request.</summary>
    internal virtual bool IsStoreFailure(Exception error) => true;

    private void Write(WriteMessages request)
    {
        var pending = _pending.Add(request, Self);
        try
        {
            _breaker.Enter();
            var writes = Prepare(request.Envelopes);
            pending.Writes = writes.Length;
            if (writes.Length > 0)
            {
                Store(writes, pending);
            }
            else
            {
                pending.Stored(refusals: null);
            }
        }
        catch (Exception e)
        {
            pending.Failed(e);
        }
    }

    private async Task StoreAsync(AtomicWrite[] writes, IWriteAnswer answer)
    {
        try
        {
            answer.Stored(await WriteMessagesAsync(writes));
        }
        catch (Exception e)
        {
            answer.Failed(TryUnwrapException(e));
        }
    }

    private async Task ReplayAsync(ReplayMessages request)
    {
        var actor = request.PersistentActor;
        var events = Context.System.EventStream;
        IJournalResponse answer;
        try
        {
            answer = new RecoverySuccess(await RecoverAsync(Context, request, Send)) { Request = request };
        }
        catch (Exception e)
        {
            answer = new ReplayMessagesFailure(TryUnwrapException(e)) { Request = request };
        }

        actor.Tell(answer, ActorRefs.NoSender);
        if (CanPublish)
        {
            events.Publish(request);
        }

        void Send(IPersistentRepresentation stored)
        {
            if (stored.IsDeleted)
            {
                return;
            }

            if (AdaptsNothing)
            {
                actor.Tell(new ReplayedMessage(stored) { Request = request }, ActorRefs.NoSender);
                return;
            }

            foreach (var adapted in AdaptFromJournal(stored))
            {
                actor.Tell(new ReplayedMessage(adapted) { Request = request }, ActorRefs.NoSender);
            }
        }
    }

    private async Task DeleteAsync(DeleteMessagesTo request)
    {
        var self = Self;
        var events = Context.System.EventStream;
        object answer;
        try
        {
            await _breaker.Run(
                (Journal: this, Request: request),
                static async work =>
                {
                    await work.Journal.DeleteMessagesToAsync(work.Request.PersistenceId, work.Request.ToSequenceNr);
                    return true;
                }
            );
            answer = new DeleteMessagesSuccess(request.ToSequenceNr);
        }
        catch (Exception e)
        {
            answer = new DeleteMessagesFailure(TryUnwrapException(e), request.ToSequenceNr);
        }

        request.PersistentActor.Tell(answer, self);
        if (CanPublish)
        {
            events.Publish(request);
        }
    }
}
