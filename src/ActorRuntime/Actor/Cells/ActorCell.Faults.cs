using System.Runtime.ExceptionServices;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Birth, failure, restart and end.</summary>
internal partial class ActorCell
{
    private bool IsFailed => _extras?.FailedBy is not null;

    /// <summary>Suspends the actor and its children and asks the supervisor what to do.</summary>
    private void HandleInvokeFailure(Exception cause, IReadOnlyList<IInternalActorRef>? suspended = null)
    {
        if (IsFailed || IsTerminated)
        {
            // The supervisor knows already and its decision is on the way.
            PublishError(cause, $"Failed once more before the supervisor's decision: {cause.Message}");
            return;
        }
        try
        {
            SuspendNonRecursive();
            var failedChild = (_currentMessage as FailedChild)?.Child;
            Extras.FailedBy = failedChild ?? _self;
            SuspendChildren(child => child.Equals(failedChild) || suspended?.Contains(child) == true);
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
                _actor.SupervisorStrategyInternal.HandleChildTerminated(this, child, RefsOnDemand());
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

    private void CreateActor()
    {
        try
        {
            _actor = NewActor();
            _actor.AroundPreStart();
            CheckReceiveTimeout();
            if (SystemImpl.Settings.DebugLifecycle)
            {
                PublishDebug($"Started ({_actor})");
            }
        }
        catch (Exception failure)
        {
            ClearActor();
            throw new ActorInitializationException(_self, "Exception during creation", failure);
        }
    }

    private ActorBase NewActor()
    {
        _behavior = null;
        if (_extras is not null)
        {
            _extras.BehaviorStack = null;
        }
        var actor =
            Props.NewActor() ?? throw new ActorInitializationException(_self, $"Props created no actor: {Props}");
        if (Props.SupervisorStrategy is { } strategy)
        {
            actor.SupervisorStrategyInternal = strategy;
        }
        (actor as IInitializableActor)?.Init();
        if (actor is IActorStash { Stash: null } stashing)
        {
            stashing.Stash = StashFactory.CreateStash(this, stashing);
        }
        if (actor is IWithTimers timing)
        {
            timing.Timers = new TimerScheduler(this);
        }
        return actor;
    }

    /// <summary>Lets the instance go: its stash returns to the mailbox, its timers end.</summary>
    private void ClearActor()
    {
        var actor = _actor;
        if (actor is null)
        {
            return;
        }
        _actor = null;
        _incarnation++;
        (actor as IWithTimers)?.Timers?.CancelAll();
        (actor as IActorStash)?.Stash?.UnstashAll();
        try
        {
            (actor as IDisposable)?.Dispose();
            Props.Release(actor);
        }
        catch (Exception failure)
        {
            PublishError(failure, $"An error occurred while disposing {actor}: {failure.Message}");
        }
        actor.Clear(SystemImpl.DeadLetters);
        _behavior = null;
        _currentMessage = null;
        _sender = null;
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

    private void Terminate()
    {
        SetReceiveTimeout(timeout: null);
        UnwatchAll(); // Nobody is told of deaths while stopping.
        StopChildren();
        var wasTerminating = IsTerminating;
        if (_children is null || !_children.TryWait(StopReason.Termination, cause: null))
        {
            FinishTerminate();
        }
        else if (!wasTerminating)
        {
            SuspendNonRecursive(); // No more messages while the children stop,
            Extras.FailedBy = _self; // and no more failures for the supervisor.
            if (SystemImpl.Settings.DebugLifecycle)
            {
                PublishDebug("Stopping");
            }
        }
    }

    /// <summary>
    /// The order matters: PostStop first, then the mailbox, then the parent before the watchers, because a parent that also
    /// watches must see the child gone when it handles Terminated.
    /// </summary>
    private void FinishTerminate()
    {
        if (IsTerminated)
        {
            return;
        }
        Interlocked.Exchange(ref _children, ChildContainer.Terminated)?.Terminate();
        try
        {
            _actor?.AroundPostStop();
        }
        catch (Exception failure)
        {
            PublishError(failure, failure.Message);
        }
        SetReceiveTimeout(timeout: null);
        ClearActor();
        _suspendCount++; // Never resumed: the mailbox run under way handles nothing more.
        CloseSystemMessages();
        Mailbox.Close();
        Dispatcher.Detach(this);
        Parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true));
        TellWatchersWeDied();
        UnwatchAll();
        if (SystemImpl.Settings.DebugLifecycle)
        {
            PublishDebug("Stopped");
        }
        Props = Props.Terminated;
        _extras = null;
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
