using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Persistence;

/// <summary>Commands and events after the recovery.</summary>
public abstract partial class Eventsourced
{
    /// <summary>Null until something is persisted.</summary>
    private PendingEvents? _pending;

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

        if (_pending is { Stashes: true })
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
                if (success.ActorInstanceId == _pending?.InstanceId)
                {
                    UpdateLastSequenceNr(success.Persistent);
                    RunPending(success.Persistent.Payload);
                }

                return true;
            case WriteMessagesSuccessful:
                _pending?.Answered();
                FlushBatch();
                return true;
            case LoopMessageSuccess loop:
                if (loop.ActorInstanceId == _pending?.InstanceId)
                {
                    RunPending(loop.Message);
                }

                return true;
            case WriteMessageRejected rejected:
                if (rejected.ActorInstanceId == _pending?.InstanceId)
                {
                    Reject(rejected);
                }

                return true;
            case WriteMessagesFailed:
                // The failures of the events follow; the first one stops the actor.
                _pending?.Answered();
                return true;
            case WriteMessageFailure failure:
                if (failure.ActorInstanceId == _pending?.InstanceId)
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
            _pending!.RunFirst(payload);
            failed = false;
        }
        finally
        {
            _pending!.RemoveFirst();
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
            _pending!.RemoveFirst();
            MessageHandled(unstashAll: failed);
        }
    }

    /// <summary>Started with the first event: after the recovery, so that its number follows the last one stored.</summary>
    private PendingEvents Pending => _pending ??= new PendingEvents(LastSequenceNr);

    private void FlushBatch()
    {
        if (_pending?.TakeBatch() is { } batch)
        {
            Journal.Tell(new WriteMessages(batch, Self, _pending.InstanceId), Self);
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
