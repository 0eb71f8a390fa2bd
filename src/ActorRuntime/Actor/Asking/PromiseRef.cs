using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// A reference that takes one answer. Most are never looked up, so the path is made, and registered with the system, only if
/// somebody asks for it.
/// </summary>
internal sealed class PromiseRef<T>(IActorRefProvider provider) : MinimalActorRef
{
    // Continuations run on their own: an answering actor must not be held up by whoever waits for it.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorPath? _path;
    private TimeLimit? _limit;
    private CancellationTokenRegistration _cancellation;

    /// <summary>Who is to be told when the waiting has ended; under the lock of <see cref="_result"/>.</summary>
    private HashSet<IInternalActorRef>? _watchers;

    public Task<T> Task => _result.Task;

    public override ActorPath Path => _path ?? RegisterPath();

    public override IActorRefProvider Provider => provider;

    public override bool IsTerminated => _result.Task.IsCompleted;

    public override IInternalActorRef Parent => provider.TempContainer;

    public void Limit(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static (promise, token) => ((PromiseRef<T>)promise!).Cancel(token),
                this
            );
        }
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
            _limit = new TimeLimit(this, timeout);
            TimerWheel.Shared.Add(_limit, timeout);
            if (_result.Task.IsCompleted)
            {
                TimerWheel.Shared.Remove(_limit); // Cancelled before it began.
            }
        }
    }

    /// <summary>A watched actor has stopped: that is an answer, too. Who watches this reference hears of its end.</summary>
    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case DeathWatchNotification death:
                TellInternal(
                    new Terminated(death.Actor, death.ExistenceConfirmed, addressTerminated: false),
                    death.Actor
                );
                break;
            case Watch watch:
                lock (_result)
                {
                    (_watchers ??= []).Add(watch.Watcher);
                }
                Interlocked.MemoryBarrier(); // The end may just be missing this watcher: then it is seen here.
                TellWatchersIfEnded();
                break;
            case Unwatch unwatch:
                lock (_result)
                {
                    _watchers?.Remove(unwatch.Watcher);
                }
                break;
            default:
                break; // It cannot be suspended, restarted or stopped.
        }
    }

    protected override void TellInternal(object message, IActorRef? sender)
    {
        End();
        var taken = message switch
        {
            T answer => _result.TrySetResult(answer),
            null => _result.TrySetResult(default!),
            Status.Failure failure => _result.TrySetException(
                failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")
            ),
            _ => Refuse(message),
        };
        if (!taken && !_result.Task.IsCanceled && message is not null)
        {
            provider.DeadLetters.Tell(new DeadLetter(message, sender ?? provider.DeadLetters, this), sender);
        }
        TellWatchersIfEnded();
    }

    /// <summary>An answer of the wrong type fails who asked, and is a dead letter all the same.</summary>
    private bool Refuse(object message)
    {
        _result.TrySetException(
            new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]",
                nameof(message)
            )
        );
        return false;
    }

    private void Cancel(CancellationToken token)
    {
        End();
        _result.TrySetCanceled(token);
        TellWatchersIfEnded();
    }

    private void Expire(TimeSpan timeout)
    {
        End();
        _result.TrySetException(new AskTimeoutException($"Timeout after {timeout} seconds"));
        TellWatchersIfEnded();
    }

    private void TellWatchersIfEnded()
    {
        if (Volatile.Read(ref _watchers) is null || !_result.Task.IsCompleted)
        {
            return;
        }
        HashSet<IInternalActorRef>? watchers;
        lock (_result)
        {
            watchers = _watchers;
            _watchers = null;
        }
        foreach (var watcher in watchers ?? [])
        {
            watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true));
        }
    }

    /// <summary>Gives up time limit and path; before the result, so that whoever waits for it finds them gone.</summary>
    private void End()
    {
        if (_limit is { } limit)
        {
            TimerWheel.Shared.Remove(limit);
        }
        _cancellation.Unregister();
        if (_path is { } path)
        {
            provider.UnregisterTempActor(path);
        }
    }

    private ActorPath RegisterPath()
    {
        var path = provider.TempPath();
        var first = Interlocked.CompareExchange(ref _path, path, null);
        if (first is not null)
        {
            return first;
        }
        provider.RegisterTempActor(this, path);
        if (_result.Task.IsCompleted)
        {
            provider.UnregisterTempActor(path); // The answer came while we registered.
        }
        return path;
    }

    private sealed class TimeLimit(PromiseRef<T> promise, TimeSpan timeout) : WheelEntry
    {
        public override void Fire() => promise.Expire(timeout);
    }
}
