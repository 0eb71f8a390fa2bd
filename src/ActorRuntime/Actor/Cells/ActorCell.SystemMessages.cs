using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Handling of messages of the runtime.</summary>
internal sealed partial class ActorCell
{
    /// <summary>
    /// System messages, newest first: producers push with compare-and-swap, the actor takes all and turns them round.
    /// <see cref="NoMessage"/> means the actor has stopped and takes no more.
    /// </summary>
    private SystemMessage? _systemMessages;

    public bool HasSystemMessages => Volatile.Read(ref _systemMessages) is not null and not NoMessage;

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
                    RemoveWatcher(unwatch.Watcher);
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
