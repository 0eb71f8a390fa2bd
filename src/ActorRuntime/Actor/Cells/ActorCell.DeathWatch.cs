using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Watching other actors and being watched.</summary>
internal sealed partial class ActorCell
{
    public IActorRef Watch(IActorRef subject) => Watch(subject, message: null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Watch(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        var watchee = (IInternalActorRef)subject;
        if (!_self.Equals(watchee))
        {
            if (_extras?.Watching is { } watching && watching.Remove(watchee))
            {
                watchee.SendSystemMessage(new Unwatch(watchee, _self));
            }
            _extras?.TerminatedQueued?.Remove(watchee); // One that waits in the mailbox is not delivered.
        }
        return subject;
    }

    /// <summary>A message is back in the mailbox: a Terminated counts as queued again, or it would be dropped.</summary>
    public void NoteReturned(object message)
    {
        if (message is Terminated terminated)
        {
            (Extras.TerminatedQueued ??= [])[terminated.ActorRef] = null;
        }
    }

    private IActorRef Watch(IActorRef subject, object? message)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var watchee = (IInternalActorRef)subject;
        if (_self.Equals(watchee))
        {
            return subject;
        }
        var watching = Extras.Watching ??= [];
        if (watching.TryGetValue(watchee, out var earlier))
        {
            if (!Equals(earlier, message))
            {
                throw new InvalidOperationException(
                    $"{_self} watches {watchee} already, with the termination message [{earlier ?? "Terminated"}] instead of [{message ?? "Terminated"}]. Unwatch it first."
                );
            }
            return subject;
        }
        watching.Add(watchee, message);
        watchee.SendSystemMessage(new Watch(watchee, _self));
        return subject;
    }

    private void ReceivedTerminated(Terminated terminated)
    {
        object? message = null;
        if (_extras?.TerminatedQueued?.Remove(terminated.ActorRef, out message) != true)
        {
            return; // Unwatched meanwhile.
        }
        if (message is null)
        {
            ReceiveMessage(terminated);
        }
        else
        {
            ReceiveInstead(message);
        }
    }

    /// <summary>An actor that this one watches, or a child, has stopped.</summary>
    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed)
    {
        if (_extras?.Watching is { } watching && watching.Remove(actor, out var message))
        {
            if (!IsTerminating)
            {
                (Extras.TerminatedQueued ??= [])[actor] = message;
                _self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated: false), actor);
            }
        }
        HandleChildTerminated(actor);
    }

    private void AddWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (_self.Equals(watchee) && !_self.Equals(watcher))
        {
            if ((Extras.WatchedBy ??= []).Add(watcher) && SystemImpl.Settings.DebugLifecycle)
            {
                PublishDebug($"now watched by {watcher}");
            }
        }
    }

    private void RemoveWatcher(IInternalActorRef watcher)
    {
        if (_extras?.WatchedBy?.Remove(watcher) == true && SystemImpl.Settings.DebugLifecycle)
        {
            PublishDebug($"no longer watched by {watcher}");
        }
    }

    private void TellWatchersWeDied()
    {
        if (_extras?.WatchedBy is not { } watchers)
        {
            return;
        }
        _extras.WatchedBy = null;
        foreach (var watcher in watchers)
        {
            if (!watcher.Equals(Parent)) // The parent is told anyway.
            {
                watcher.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true));
            }
        }
    }

    private void UnwatchAll()
    {
        if (_extras is null)
        {
            return;
        }
        if (_extras.Watching is { } watching)
        {
            _extras.Watching = null;
            foreach (var actor in watching.Keys)
            {
                var watchee = (IInternalActorRef)actor;
                watchee.SendSystemMessage(new Unwatch(watchee, _self));
            }
        }
        _extras.TerminatedQueued = null;
    }
}
