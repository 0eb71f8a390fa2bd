using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Handling of messages.</summary>
internal partial class ActorCell
{
    /// <summary>
    /// System messages, newest first: producers push with compare-and-swap, the actor takes all and turns them round.
    /// <see cref="NoMessage"/> means the actor has stopped and takes no more.
    /// </summary>
    private SystemMessage? _systemMessages;

    public bool HasSystemMessages => Volatile.Read(ref _systemMessages) is not null and not NoMessage;

    /// <summary>True if the actor is neither suspended nor stopped.</summary>
    public bool CanHandleMessages => _suspendCount == 0;

    /// <summary>True once the actor has stopped for good.</summary>
    public bool IsTerminated => Volatile.Read(ref _systemMessages) is NoMessage;

    public void SendSystemMessage(ISystemMessage message)
    {
        var systemMessage = (SystemMessage)message;
        var newest = Volatile.Read(ref _systemMessages);
        while (newest is not NoMessage)
        {
            systemMessage.Next = newest;
            var seen = Interlocked.CompareExchange(ref _systemMessages, systemMessage, newest);
            if (seen == newest)
            {
                Mailbox.Wake();
                return;
            }
            newest = seen;
        }
        DeadSystemMessages.Answer(message);
    }

    public void Invoke(object message, IActorRef? sender)
    {
        _currentMessage = message;
        _sender = sender;
        _envelopeId++;
        var resetsTimeout = _extras?.ReceiveTimeout is not null && message is not INotInfluenceReceiveTimeout;
        try
        {
            if (resetsTimeout)
            {
                CancelReceiveTimeout();
            }
            if (message is IAutoReceivedMessage)
            {
                AutoReceiveMessage(message);
            }
            else
            {
                ReceiveMessage(message);
            }
            if (_suspendCount == 0)
            {
                // Not while an async handler awaits: it still needs both.
                _currentMessage = null;
                _sender = null;
            }
        }
        catch (Exception failure)
        {
            HandleInvokeFailure(failure);
        }
        if (resetsTimeout)
        {
            CheckReceiveTimeout();
        }
    }

    /// <summary>Handles one message outside the mailbox, as this actor.</summary>
    public void InvokeDirectly(object message, IActorRef? sender)
    {
        var outer = Current;
        Current = this;
        try
        {
            _currentMessage = message;
            _sender = sender;
            _envelopeId++;
            ReceiveMessage(message);
        }
        finally
        {
            Current = outer;
        }
    }

    public void ProcessSystemMessages()
    {
        while (HasSystemMessages)
        {
            var taken = Interlocked.Exchange(ref _systemMessages, null);
            var next = Reverse(taken);
            while (next is not null)
            {
                var message = next;
                next = message.Next;
                message.Next = null;
                SystemInvoke(message);
                if (IsTerminated)
                {
                    AnswerAll(next);
                    return;
                }
                if (IsAnyDeferredReady())
                {
                    next = Prepend(TakeDeferred(), next);
                }
            }
        }
    }

    /// <summary>Keeps the mailbox from handling messages while an async handler awaits.</summary>
    public void SuspendForTask() => SuspendNonRecursive();

    /// <summary>Ends an async handler that had to wait.</summary>
    public void ResumeAfterTask(Exception? failure, int incarnation)
    {
        if (IsTerminated)
        {
            return;
        }
        ResumeNonRecursive();
        if (failure is not null && incarnation != _incarnation)
        {
            // The instance that began the work was replaced meanwhile; the new one has not failed.
            PublishError(failure, $"Failed after a restart: {failure.Message}");
        }
        else if (failure is not null)
        {
            HandleInvokeFailure(failure);
        }
        else if (_suspendCount == 0)
        {
            _currentMessage = null;
            _sender = null;
        }
        CheckReceiveTimeout();
    }

    /// <summary>Handles the messages that every actor answers in the same way.</summary>
    private protected virtual void AutoReceiveMessage(object message)
    {
        if (SystemImpl.Settings.DebugAutoReceive)
        {
            PublishDebug($"received AutoReceiveMessage {message}");
        }
        switch (message)
        {
            case TimerMessage timer:
                ReceiveTimer(timer);
                break;
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case PoisonPill:
                _self.Stop();
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case ActorSelectionMessage selection:
                ReceiveSelection(selection);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self);
                break;
            default:
                throw new NotSupportedException($"Unknown message of the runtime: {message.GetType()}");
        }
    }

    private void ReceiveMessage(object message) => _actor!.AroundReceive(_behavior ?? OwnReceive, message);

    private void ReceiveSelection(ActorSelectionMessage selection)
    {
        if (selection.Elements.Length == 0)
        {
            Invoke(selection.Message, _sender);
        }
        else
        {
            Akka.Actor.ActorSelection.Deliver(_self, _sender, selection);
        }
    }

    private void ReceiveTimer(TimerMessage timer)
    {
        if (!timer.TryClaim())
        {
            return; // The timer was cancelled or replaced, or belongs to an instance from before a restart.
        }
        _currentMessage = timer.Message;
        if (timer.Message is IAutoReceivedMessage)
        {
            AutoReceiveMessage(timer.Message);
        }
        else
        {
            ReceiveMessage(timer.Message);
        }
    }

    private void SystemInvoke(SystemMessage message)
    {
        if (ShouldDefer(message))
        {
            message.Next = Extras.Deferred;
            Extras.Deferred = message;
            return;
        }
        try
        {
            switch (message)
            {
                case ActorTask task:
                    task.Execute();
                    break;
                case Create:
                    CreateActor();
                    break;
                case Watch watch:
                    AddWatcher(watch.Watchee, watch.Watcher);
                    break;
                case Unwatch unwatch:
                    RemoveWatcher(unwatch.Watchee, unwatch.Watcher);
                    break;
                case DeathWatchNotification notification:
                    WatchedActorTerminated(notification.Actor, notification.ExistenceConfirmed);
                    break;
                case Failed failed:
                    HandleFailed(failed);
                    break;
                case Recreate recreate:
                    FaultRecreate(recreate.Cause);
                    break;
                case Suspend:
                    FaultSuspend();
                    break;
                case Resume resume:
                    FaultResume(resume.CausedByFailure);
                    break;
                case Dispatch.SysMsg.Terminate:
                    Terminate();
                    break;
                default:
                    throw new NotSupportedException($"Unknown system message: {message.GetType()}");
            }
        }
        catch (Exception failure)
        {
            HandleInvokeFailure(failure);
        }
    }

    private bool ShouldDefer(SystemMessage message) =>
        (message.WaitsForChildren && IsWaitingForChildren) || (message.WaitsWhileSuspended && _suspendCount != 0);

    private bool IsAnyDeferredReady()
    {
        for (var message = _extras?.Deferred; message is not null; message = message.Next)
        {
            if (!ShouldDefer(message))
            {
                return true;
            }
        }
        return false;
    }

    private SystemMessage? TakeDeferred()
    {
        var deferred = _extras?.Deferred;
        if (deferred is not null)
        {
            _extras!.Deferred = null;
        }
        return deferred;
    }

    /// <summary>Turns a list round.</summary>
    private static SystemMessage? Reverse(SystemMessage? list) => Prepend(list, rest: null);

    /// <summary>Puts a list, the other way round, before another.</summary>
    private static SystemMessage? Prepend(SystemMessage? reversed, SystemMessage? rest)
    {
        while (reversed is not null)
        {
            var next = reversed.Next;
            reversed.Next = rest;
            rest = reversed;
            reversed = next;
        }
        return rest;
    }

    /// <summary>Takes no more system messages; who watches too late is told at once.</summary>
    private void CloseSystemMessages()
    {
        AnswerAll(Reverse(Interlocked.Exchange(ref _systemMessages, NoMessage.Instance)));
        AnswerAll(Reverse(TakeDeferred()));
    }

    private static void AnswerAll(SystemMessage? list)
    {
        while (list is not null)
        {
            var message = list;
            list = message.Next;
            DeadSystemMessages.Answer(message);
        }
    }
}
