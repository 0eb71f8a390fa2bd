using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The way to the first command: permit, snapshot, events, <see cref="RecoveryCompleted"/>.</summary>
public abstract partial class Eventsourced
{
    private Phase _phase;

    /// <summary>What only a recovery needs; null once it has ended.</summary>
    private RecoveryProgress? _recovery;

    private void RequestRecovery()
    {
        // A plugin that is missing is found out before a permit is taken.
        Plugins.Start();
        var recovery = new RecoveryProgress(Recovery, Extension.RecoveryPermits.Request(Self));
        _recovery = recovery;
        if (recovery.Permit.State == RecoveryPermitState.Granted)
        {
            StartRecovery(recovery);
        }
    }

    private void ReceiveWhileRecovering(object message)
    {
        var recovery = _recovery!;
        switch (message)
        {
            case ReplayedMessage replayed:
                if (IsAnswer(recovery, replayed.Request))
                {
                    Replay(replayed.Persistent);
                }

                break;
            case RecoverySuccess success:
                if (IsAnswer(recovery, success.Request))
                {
                    CompleteRecovery(success.HighestSequenceNr);
                }

                break;
            case ReplayMessagesFailure failure:
                if (IsAnswer(recovery, failure.Request))
                {
                    FailRecovery(failure.Cause);
                }

                break;
            case LoadSnapshotResult result when _phase == Phase.AwaitingSnapshot:
                StartReplay(result.Snapshot, result.ToSequenceNr);
                break;
            case LoadSnapshotFailed failure when _phase == Phase.AwaitingSnapshot:
                FailRecovery(failure.Cause);
                break;
            case RecoveryPermit permit:
                if (permit == recovery.Permit && _phase == Phase.AwaitingPermit)
                {
                    StartRecovery(recovery);
                }

                break;
            case RecoveryTick tick:
                if (tick == recovery.Tick)
                {
                    CheckProgress();
                }

                break;
            case WriteMessagesSuccessful
            or WriteMessagesFailed
            or WriteMessageSuccess
            or WriteMessageRejected
            or WriteMessageFailure
            or LoopMessageSuccess:
                break; // Meant for the instance before a restart.
            default:
                StashCommand();
                break;
        }
    }

    /// <summary>Not one to the instance before a restart. A journal of a test's own may answer without the question.</summary>
    private bool IsAnswer(RecoveryProgress recovery, ReplayMessages? request) =>
        _phase == Phase.Replaying && (request is null || ReferenceEquals(request, recovery.Request));

    private void StartRecovery(RecoveryProgress recovery)
    {
        _phase = Phase.AwaitingSnapshot;
        Plugins.Journal.Recoveries.Add(recovery);
        var options = recovery.Options;
        if (Plugins.SnapshotStore.Holds && !options.FromSnapshot.Equals(SnapshotSelectionCriteria.None))
        {
            LoadSnapshot(SnapshotterId, options.FromSnapshot, options.ToSequenceNr);
        }
        else
        {
            StartReplay(snapshot: null, options.ToSequenceNr);
        }
    }

    private void StartReplay(SelectedSnapshot? snapshot, long toSequenceNr)
    {
        var recovery = _recovery!;
        recovery.Moved = true;
        if (snapshot is not null)
        {
            Offer(snapshot);
        }

        _phase = Phase.Replaying;
        recovery.Request = new ReplayMessages(
            LastSequenceNr + 1,
            toSequenceNr,
            recovery.Options.ReplayMax,
            PersistenceId,
            Self
        );
        Journal.Tell(recovery.Request, Self);
    }

    private void Offer(SelectedSnapshot snapshot)
    {
        var offer = new SnapshotOffer(snapshot.Metadata, snapshot.Snapshot);
        var before = LastSequenceNr;
        LastSequenceNr = offer.Metadata.SequenceNr;
        if (!ReceiveRecover(offer))
        {
            LastSequenceNr = before;
            Unhandled(offer);
        }
    }

    private void Replay(IPersistentRepresentation persistent)
    {
        try
        {
            _recovery!.Moved = true;
            UpdateLastSequenceNr(persistent);
            if (!ReceiveRecover(persistent.Payload))
            {
                Unhandled(persistent);
            }
        }
        catch (Exception cause)
        {
            // Without this event the state would be wrong, whatever the handler threw.
            FailRecovery(cause, persistent.Payload);
        }
    }

    private void CompleteRecovery(long highestSequenceNr)
    {
        OnReplaySuccess();
        LastSequenceNr = Math.Max(highestSequenceNr, LastSequenceNr);
        _phase = Phase.Ready;
        try
        {
            if (!ReceiveRecover(RecoveryCompleted.Instance))
            {
                Unhandled(RecoveryCompleted.Instance);
            }
        }
        finally
        {
            // Also when it failed: the supervisor may let this instance go on.
            EndRecovery();
            MessageHandled(unstashAll: true);
        }
    }

    private void CheckProgress()
    {
        var recovery = _recovery!;
        if (recovery.Moved)
        {
            recovery.Moved = false;
            return;
        }

        var timeout = Plugins.Journal.Recoveries.Timeout.TotalSeconds;
        FailRecovery(
            new RecoveryTimedOutException(
                _phase == Phase.AwaitingSnapshot
                    ? $"Recovery timed out, didn't get snapshot within {timeout}s."
                    : $"Recovery timed out, didn't get event within {timeout}s, highest sequence number seen {LastSequenceNr}."
            )
        );
    }

    private void FailRecovery(Exception cause, object? @event = null)
    {
        EndRecovery();
        try
        {
            OnRecoveryFailure(cause, @event);
        }
        finally
        {
            Context.Stop(Self);
        }
    }

    /// <summary>Lets the next one recover. Does nothing if it was done before.</summary>
    private void EndRecovery()
    {
        if (_recovery is { } recovery)
        {
            _recovery = null;
            Plugins.Journal.Recoveries.Remove(recovery);
            Extension.RecoveryPermits.Return(recovery.Permit);
        }
    }
}
