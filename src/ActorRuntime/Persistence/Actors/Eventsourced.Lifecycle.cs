using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>Start, restart, stop.</summary>
public abstract partial class Eventsourced
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The persistence id is null or empty.</exception>
    public override void AroundPreStart()
    {
        if (string.IsNullOrEmpty(PersistenceId))
        {
            throw new InvalidOperationException(
                $"{GetType()} has no PersistenceId: it must be set when the actor starts."
            );
        }

        RequestRecovery();
        try
        {
            base.AroundPreStart();
        }
        catch
        {
            EndRecovery();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void AroundPostRestart(Exception reason, object? message)
    {
        RequestRecovery();
        try
        {
            base.AroundPostRestart(reason, message);
        }
        catch
        {
            EndRecovery();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void AroundPreRestart(Exception cause, object? message)
    {
        EndRecovery();
        FlushBatch();
        _stash?.Close();
        var inner = message switch
        {
            WriteMessageSuccess success => success.Persistent,
            LoopMessageSuccess loop => loop.Message,
            ReplayedMessage replayed => replayed.Persistent,
            _ => message,
        };
        base.AroundPreRestart(cause, inner);
    }

    /// <inheritdoc/>
    public override void AroundPostStop()
    {
        EndRecovery();
        _stash?.Close();
        base.AroundPostStop();
    }

    /// <inheritdoc/>
    protected internal override bool AroundReceive(Receive receive, object message)
    {
        switch (_phase)
        {
            case Phase.Ready:
                ReceiveWhenReady(receive, message);
                break;
            case Phase.Persisting:
                ReceiveWhilePersisting(message);
                break;
            default:
                ReceiveWhileRecovering(message);
                break;
        }

        return true;
    }

    /// <summary>Called for messages the actor does not handle. Failures to store or delete in the background are logged.</summary>
    /// <param name="message">The message.</param>
    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                return;
            case SaveSnapshotFailure failure:
                LogFailure(
                    "Failed to SaveSnapshot given metadata [{0}] due to: [{1}: {2}]",
                    failure.Metadata,
                    failure.Cause
                );
                break;
            case DeleteSnapshotFailure failure:
                LogFailure(
                    "Failed to DeleteSnapshot given metadata [{0}] due to: [{1}: {2}]",
                    failure.Metadata,
                    failure.Cause
                );
                break;
            case DeleteSnapshotsFailure failure:
                LogFailure(
                    "Failed to DeleteSnapshots given criteria [{0}] due to: [{1}: {2}]",
                    failure.Criteria,
                    failure.Cause
                );
                break;
            case DeleteMessagesFailure failure:
                LogFailure(
                    "Failed to DeleteMessages ToSequenceNr [{0}] due to: [{1}: {2}]",
                    failure.ToSequenceNr,
                    failure.Cause
                );
                break;
        }

        base.Unhandled(message);
    }

    private void LogFailure(string format, object subject, Exception cause) =>
        Log.Warning(format, subject, cause.GetType(), cause.Message);
}
