using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Persistence;

/// <summary>Commands and events after the recovery.</summary>
public abstract partial class Eventsourced
{
    private long _sequenceNr;
    private string? _writerGuid;

    /// <summary>Handlers of events that were handed to the journal or are about to be, in their order.</summary>
    private PendingHandler? _firstPending;
    private PendingHandler? _lastPending;

    /// <summary>How many of them make commands wait.</summary>
    private int _pendingStashing;

    /// <summary>What goes to the journal once its answer to the last request is there.</summary>
    private List<IPersistentEnvelope>? _batch;
    private bool _writing;

    /// <summary>Async handlers under way that had to wait.</summary>
    private int _tasks;

    /// <summary>
    /// Runs an async action; the actor handles no other message until it has ended. What it persists goes to the journal then.
    /// </summary>
    /// <param name="action">The action. If it fails, the actor fails.</param>
    protected void RunTask(Func<Task> action)
    {
        ActorTaskScheduler.RunTask(Run);

        async Task Run()
        {
            var task = action();
            if (task.IsCompleted)
            {
                // The handler that called is not yet over: its end counts.
                await task;
                return;
            }

            _tasks++;
            var failed = true;
            try
            {
                await task;
                failed = false;
            }
            finally
            {
                _tasks--;
                if (!IsRecovering)
                {
                    MessageHandled(unstashAll: failed);
                }
            }
        }
    }

    private void ReceiveWhenReady(Receive receive, object message)
    {
        if (ReceiveJournalAnswer(message))
        {
            return;
        }

        var failed = true;
        try
        {
            base.AroundReceive(receive, message);
            failed = false;
        }
        finally
        {
            MessageHandled(unstashAll: failed);
        }
    }

    private void ReceiveWhilePersisting(object message)
    {
        if (!ReceiveJournalAnswer(message))
        {
            StashCommand();
        }
    }

    /// <summary>After a message: its events go to the journal; commands wait, or the next one gets its turn.</summary>
    private void MessageHandled(bool unstashAll)
    {
        FlushBatch();
        if (_tasks > 0)
        {
            return; // Its end is what counts.
        }

        if (_pendingStashing > 0)
        {
            _phase = Phase.Persisting;
            return;
        }

        _phase = Phase.Ready;
        if (unstashAll)
        {
            _stash?.UnstashAllCommands();
        }
        else
        {
            _stash?.UnstashCommand();
        }
    }

    private bool ReceiveJournalAnswer(object message)
    {
        switch (message)
        {
            case WriteMessageSuccess success:
                if (success.ActorInstanceId == _instanceId)
                {
                    UpdateLastSequenceNr(success.Persistent);
                    RunPending(success.Persistent.Payload);
                }

                return true;
            case WriteMessagesSuccessful:
                _writing = false;
                FlushBatch();
                return true;
            case LoopMessageSuccess loop:
                if (loop.ActorInstanceId == _instanceId)
                {
                    RunPending(loop.Message);
                }

                return true;
            case WriteMessageRejected rejected:
                if (rejected.ActorInstanceId == _instanceId)
                {
                    Reject(rejected);
                }

                return true;
            case WriteMessagesFailed:
                // The failures of the events follow; the first one stops the actor.
                _writing = false;
                return true;
            case WriteMessageFailure failure:
                if (failure.ActorInstanceId == _instanceId)
                {
                    var lost = failure.Persistent;
                    try
                    {
                        OnPersistFailure(failure.Cause, lost.Payload, lost.SequenceNr);
                    }
                    finally
                    {
                        Context.Stop(Self);
                    }
                }

                return true;
            case RecoveryTick or RecoveryPermit or ReplayedMessage or RecoverySuccess or ReplayMessagesFailure:
                return true; // Late ones: the recovery is over.
            default:
                return false;
        }
    }

    private void RunPending(object payload)
    {
        var failed = true;
        try
        {
            _firstPending!.Run(payload);
            failed = false;
        }
        finally
        {
            RemovePending();
            MessageHandled(unstashAll: failed);
        }
    }

    private void Reject(WriteMessageRejected rejected)
    {
        var failed = true;
        try
        {
            var refused = rejected.Persistent;
            UpdateLastSequenceNr(refused);
            OnPersistRejected(rejected.Cause, refused.Payload, refused.SequenceNr);
            failed = false;
        }
        finally
        {
            RemovePending();
            MessageHandled(unstashAll: failed);
        }
    }

    private void RemovePending()
    {
        var done = _firstPending!;
        _firstPending = done.Next;
        if (_firstPending is null)
        {
            _lastPending = null;
        }

        if (done.Stashes)
        {
            _pendingStashing--;
        }
    }

    private void AddPending(PendingHandler pending)
    {
        if (_lastPending is null)
        {
            _firstPending = pending;
        }
        else
        {
            _lastPending.Next = pending;
        }

        _lastPending = pending;
        if (pending.Stashes)
        {
            _pendingStashing++;
        }
    }

    private void AddToBatch(IPersistentEnvelope envelope) =>
        (_batch ??= new List<IPersistentEnvelope>(1)).Add(envelope);

    private Persistent NextEvent(object payload) =>
        new(
            payload,
            ++_sequenceNr,
            PersistenceId,
            sender: CurrentCell.RawSender,
            writerGuid: _writerGuid ??= Guid.NewGuid().ToString()
        );

    private void FlushBatch()
    {
        if (_batch is { } batch && !_writing)
        {
            _batch = null;
            _writing = true;
            Journal.Tell(new WriteMessages(batch, Self, _instanceId), Self);
        }
    }

    private void UpdateLastSequenceNr(IPersistentRepresentation persistent) =>
        LastSequenceNr = Math.Max(LastSequenceNr, persistent.SequenceNr);

    private void StashCommand()
    {
        try
        {
            OwnStash.StashCommand();
        }
        catch (StashOverflowException)
        {
            switch (InternalStashOverflowStrategy)
            {
                case DiscardToDeadLetterStrategy:
                    CurrentCell.BuryMessage(CurrentCell.CurrentMessage!, CurrentCell.RawSender);
                    break;
                case ReplyToStrategy reply:
                    Sender.Tell(reply.Response, Self);
                    break;
                default:
                    throw;
            }
        }
    }
}
