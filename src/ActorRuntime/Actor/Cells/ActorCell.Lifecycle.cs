using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Birth and end of the actor and its instances.</summary>
internal sealed partial class ActorCell
{
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
        _logsMessages = SystemImpl.Settings.AddLoggingReceive && actor is ILogReceive;
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

    private void Terminate()
    {
        SetReceiveTimeout(timeout: null);
        UnwatchAll(); // Nobody is told of deaths while stopping.
        var wasTerminating = IsTerminating;
        // No more children from here on, before those that are there are told to stop: other threads create actors under
        // the guardians, and one that slipped in between would never be stopped.
        var children = Interlocked.CompareExchange(ref _children, ChildContainer.Terminated, null);
        children?.Terminate();
        StopChildren();
        if (children is null || !children.TryWait(StopReason.Termination, cause: null))
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
}
