using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// Runs the continuations of an actor's async handlers as that actor: one at a time, with its context, and before any other
/// message. While a handler awaits, the actor's mailbox is suspended.
/// </summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell cell)
    {
        _cell = cell;
    }

    /// <summary>The message that the actor is handling, or null.</summary>
    public object? CurrentMessage => _cell.CurrentMessage;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs an action as the current actor.</summary>
    /// <param name="action">The action.</param>
    /// <exception cref="InvalidOperationException">The caller is no actor.</exception>
    public static void RunTask(Action action) =>
        RunTask(() =>
        {
            action();
            return Task.CompletedTask;
        });

    /// <summary>Runs an async action as the current actor, which handles no other message until the action has ended.</summary>
    /// <param name="asyncAction">The action. If it fails, the actor fails.</param>
    /// <exception cref="InvalidOperationException">The caller is no actor.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell =
            ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called from inside an actor.");
        cell.TaskScheduler.Run(asyncAction);
    }

    /// <summary>The async handler that awaited last; it may have ended.</summary>
    internal Task? Awaiting { get; private set; }

    internal void Execute(Task task) => TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task>? GetScheduledTasks() => null;

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        var longRunning = task.CreationOptions.HasFlag(TaskCreationOptions.LongRunning);
        if (ActorCell.Current == _cell && !longRunning && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            TryExecuteTask(task); // On top of the work that queues it: a loop around Task.Yield grows the stack.
        }
        else
        {
            _cell.SendSystemMessage(new ActorTask(this, task));
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <summary>Called on the actor's thread before an async action starts.</summary>
    protected virtual void OnBeforeTaskStarted() { }

    /// <summary>Called on the actor's thread when an async action has ended.</summary>
    protected virtual void OnAfterTaskCompleted() { }

    private void Run(Func<Task> action)
    {
        OnBeforeTaskStarted();
        // Runs up to the first real await right here, because QueueTask is called as the actor.
        var started = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
        var task = started.IsCompletedSuccessfully ? started.Result : started;
        if (!task.IsCompleted)
        {
            _cell.SuspendForTask();
            Awaiting = task;
            var incarnation = _cell.Incarnation;
            _ = task.ContinueWith(
                ended => Complete(ended, incarnation),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                this
            );
            return;
        }
        OnAfterTaskCompleted();
        if (!task.IsCompletedSuccessfully)
        {
            ExceptionDispatchInfo.Throw(FailureOf(task));
        }
    }

    private void Complete(Task task, int incarnation)
    {
        OnAfterTaskCompleted();
        _cell.ResumeAfterTask(task.IsCompletedSuccessfully ? null : FailureOf(task), incarnation);
    }

    private static Exception FailureOf(Task task) =>
        task.Exception is { } failure
            ? failure.InnerExceptions.Count == 1
                ? failure.InnerException!
                : failure
            : new TaskCanceledException(task);
}
