using System.Runtime.ExceptionServices;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Failure of the actor and its children, restart and resumption.</summary>
internal sealed partial class ActorCell
{
    private bool IsFailed => _extras?.FailedBy is not null;

    /// <summary>Suspends the actor and its children and asks the supervisor what to do.</summary>
    private void HandleInvokeFailure(
        Exception cause,
        IReadOnlyList<IInternalActorRef>? suspended = null
    )
    {
        if (IsFailed || IsTerminated)
        {
            // The supervisor knows already and its decision is on the way.
            PublishError(
                cause,
                $"Failed once more before the supervisor's decision: {cause.Message}"
            );
            return;
        }
        try
        {
            SuspendNonRecursive();
            var failedChild = (_currentMessage as FailedChild)?.Child;
            Extras.FailedBy = failedChild ?? _self;
            SuspendChildren(child =>
                child.Equals(failedChild) || suspended?.Contains(child) == true
            );
            Parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
        catch (Exception failure)
        {
            PublishError(
                failure,
                $"Could not tell the supervisor of a failure; stopping the actor. The failure was: {cause}"
            );
            try
            {
                StopChildren();
            }
            finally
            {
                FinishTerminate();
            }
        }
    }

    private void HandleFailed(Failed failed)
    {
        var stats = _children?.StatsOf(failed.Child);
        if (stats is null || stats.Uid != failed.Uid || _actor is null)
        {
            return; // An actor of this name that is gone meanwhile.
        }
        // The decider sees the failed child as sender. What an awaiting handler has in hand is put back after.
        var (message, sender) = (_currentMessage, _sender);
        _currentMessage = new FailedChild(failed.Child);
        _sender = failed.Child;
        if (
            !_actor.SupervisorStrategyInternal.HandleFailure(
                this,
                failed.Child,
                failed.Cause,
                stats,
                new ChildStatsView(_children!)
            )
        )
        {
            ExceptionDispatchInfo.Throw(failed.Cause); // Escalated: this actor fails with the child's failure.
        }
        (_currentMessage, _sender) = (message, sender);
    }

    private void HandleChildTerminated(IActorRef child)
    {
        if (_children is null || !_children.Contains(child))
        {
            return;
        }
        var (reason, cause) = _children.Remove(child);
        if (_actor is not null)
        {
            try
            {
                _actor.SupervisorStrategyInternal.HandleChildTerminated(
                    this,
                    child,
                    RefsOnDemand()
                );
            }
            catch (Exception failure)
            {
                PublishError(failure, "HandleChildTerminated failed");
                HandleInvokeFailure(failure);
            }
        }
        switch (reason)
        {
            case StopReason.Recreation:
                FinishRecreate(cause!);
                break;
            case StopReason.Creation:
                FinishCreate();
                break;
            case StopReason.Termination:
                FinishTerminate();
                break;
            default:
                break; // Nothing waited for this child.
        }
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor is null)
        {
            FaultCreate(); // Nothing to restart: it never came to life.
            return;
        }
        var message = _currentMessage is FailedChild ? null : _currentMessage;
        try
        {
            _actor.AroundPreRestart(cause, message);
        }
        catch (Exception failure)
        {
            var wrapped = new PreRestartException(_self, failure, cause, message);
            PublishError(wrapped, failure.Message);
        }
        finally
        {
            ClearActor();
        }
        if (_children is null || !_children.TryWait(StopReason.Recreation, cause))
        {
            FinishRecreate(cause);
        }
    }

    private void FinishRecreate(Exception cause)
    {
        var survivors = ChildRefs();
        try
        {
            ClearFailure();
            ResumeNonRecursive();
            _actor = NewActor();
            _actor.AroundPostRestart(cause, message: null);
            if (SystemImpl.Settings.DebugLifecycle)
            {
                PublishDebug($"Restarted ({_actor})");
            }
        }
        catch (Exception failure)
        {
            ClearActor();
            HandleInvokeFailure(new PostRestartException(_self, failure, cause), survivors);
            return;
        }
        CheckReceiveTimeout();
        foreach (var child in survivors)
        {
            child.Restart(cause);
        }
    }

    private void FaultSuspend()
    {
        CancelReceiveTimeout();
        SuspendNonRecursive();
        SuspendChildren(static _ => false);
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_actor is null && causedByFailure is not null)
        {
            FaultCreate(); // What was never created cannot go on: it is created instead.
            return;
        }
        var failedBy = _extras?.FailedBy;
        ResumeNonRecursive();
        if (causedByFailure is not null)
        {
            ClearFailure();
        }
        ResumeChildren(causedByFailure, failedBy);
        if (_suspendCount == 0)
        {
            _currentMessage = null;
            _sender = null;
        }
        CheckReceiveTimeout();
    }

    private void FaultCreate()
    {
        StopChildren();
        if (_children is null || !_children.TryWait(StopReason.Creation, cause: null))
        {
            FinishCreate();
        }
    }

    private void FinishCreate()
    {
        ClearFailure();
        ResumeNonRecursive();
        try
        {
            CreateActor();
        }
        catch (Exception failure)
        {
            HandleInvokeFailure(failure);
        }
    }

    private void ClearFailure()
    {
        if (_extras is not null)
        {
            _extras.FailedBy = null;
        }
    }

    private void SuspendNonRecursive()
    {
        if (_suspendCount++ == 0)
        {
            Mailbox.Suspend();
        }
    }

    private void ResumeNonRecursive()
    {
        if (_suspendCount > 0 && --_suspendCount == 0)
        {
            Mailbox.Resume();
        }
    }

    /// <summary>Stands for the message being handled while the actor decides about a failed child.</summary>
    private sealed record FailedChild(IActorRef Child);
}
