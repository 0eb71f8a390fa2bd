using CacheActors.Domain.Reconciliation;

namespace CacheActors.Reconciliation;

internal sealed partial class Reconciler
{
    /// <summary>Compare and correct. Answer: <see cref="ReconciliationReport"/>.</summary>
    /// <param name="Id">Names the job, to cancel it.</param>
    /// <param name="Request">What to do.</param>
    /// <param name="Progress">Is told how far it is.</param>
    internal sealed record Reconcile(Guid Id, RunRequest Request, IProgress<ReconciliationProgress>? Progress);

    /// <summary>Stop this job; its asker is told when nothing of it is under way any more.</summary>
    internal sealed record Cancel(Guid Id);

    /// <summary>Stop what is under way; answered with <see cref="Closed"/>.</summary>
    internal sealed record Close
    {
        public static Close Instance { get; } = new();
    }

    /// <summary>The answer to <see cref="Close"/>: nothing is under way any more.</summary>
    internal sealed record Closed
    {
        public static Closed Instance { get; } = new();
    }

    private sealed record Record(ReconciliationEvent Happened);

    private sealed record Ended(Work Work, object Answer);

    /// <summary>One run.</summary>
    /// <param name="Job">What it is for.</param>
    /// <param name="Asking">Who waits for its report.</param>
    /// <param name="Cancel">Stops it.</param>
    private sealed record Work(Reconcile Job, Akka.Actor.IActorRef Asking, CancellationTokenSource Cancel)
    {
        public Task Task { get; set; } = Task.CompletedTask;
    }
}
