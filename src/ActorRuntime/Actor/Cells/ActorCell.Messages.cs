namespace Akka.Actor;

/// <summary>Handling of messages of actors.</summary>
internal sealed partial class ActorCell
{
    /// <summary>True if the actor is neither suspended nor stopped.</summary>
    public bool CanHandleMessages => _suspendCount == 0;

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

    /// <summary>
    /// Handles a message right here, past mailbox and supervision: the caller gets what the actor throws. For the TestKit.
    /// </summary>
    /// <returns>The end of the actor's async handler, if it has begun one that awaits.</returns>
    public Task ReceiveForTest(object message, IActorRef? sender)
    {
        var outer = Current;
        var awaitedBefore = _extras?.TaskScheduler?.Awaiting;
        Current = this;
        _currentMessage = message;
        _sender = sender;
        _envelopeId++;
        try
        {
            ReceiveMessage(message);
            var awaited = _extras?.TaskScheduler?.Awaiting;
            return awaited is null || awaited == awaitedBefore ? Task.CompletedTask : awaited;
        }
        finally
        {
            if (_suspendCount == 0)
            {
                _currentMessage = null;
                _sender = null;
            }
            Current = outer;
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
        if (_extras?.PendingReceiveTimeout is null) // It runs on if the message was one that has no influence on it.
        {
            CheckReceiveTimeout();
        }
    }

    /// <summary>Handles the messages that every actor answers in the same way.</summary>
    private void AutoReceiveMessage(object message)
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
                ReceiveMessage(message); // Somebody else's message bears the marker.
                break;
        }
    }

    private void ReceiveMessage(object message)
    {
        var handled = _actor!.AroundReceive(_behavior ?? OwnReceive, message);
        if (_logsMessages)
        {
            PublishDebug($"received {(handled ? "handled" : "unhandled")} message {message} from {Sender.Path}");
        }
    }

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
        ReceiveInstead(timer.Message);
    }

    /// <summary>Handles what the message from the mailbox stood for.</summary>
    private void ReceiveInstead(object message)
    {
        _currentMessage = message;
        if (message is IAutoReceivedMessage)
        {
            AutoReceiveMessage(message);
        }
        else
        {
            ReceiveMessage(message);
        }
    }
}
