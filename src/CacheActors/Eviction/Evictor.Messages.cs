using Akka.Actor;

namespace CacheActors.Eviction;

internal sealed partial class Evictor
{
    /// <summary>Somebody waits for room; or the cache may be over its budget.</summary>
    internal sealed record RoomWanted
    {
        public static RoomWanted Instance { get; } = new();
    }

    /// <summary>Come down to a size. Answer: <see cref="EvictionReport"/>.</summary>
    /// <param name="Id">Names the job, to cancel it.</param>
    /// <param name="ToBytes">The size.</param>
    /// <param name="DryRun">Only say who would go.</param>
    internal sealed record Evict(Guid Id, long ToBytes, bool DryRun) : IJob;

    /// <summary>Let everything go. Answer: <see cref="EvictionReport"/>.</summary>
    /// <param name="Id">Names the job, to cancel it.</param>
    internal sealed record Clear(Guid Id) : IJob;

    /// <summary>Stop this job; its asker is told when nothing of it is under way any more.</summary>
    internal sealed record Cancel(Guid Id);

    /// <summary>Stop what is under way, refuse who waits; answered with <see cref="Closed"/>.</summary>
    internal sealed record Close
    {
        public static Close Instance { get; } = new();
    }

    /// <summary>The answer to <see cref="Close"/>: nothing is evicted any more.</summary>
    internal sealed record Closed
    {
        public static Closed Instance { get; } = new();
    }

    /// <summary>What somebody waits for.</summary>
    internal interface IJob
    {
        Guid Id { get; }
    }

    private sealed record LookAtAge
    {
        public static LookAtAge Instance { get; } = new();
    }

    private sealed record Ended(Work Work, object Answer, Exception? Failure);

    /// <summary>The one run.</summary>
    /// <param name="Job">What it is for; null: for room or age.</param>
    /// <param name="Asking">Who waits for its answer.</param>
    /// <param name="Cancel">Stops it.</param>
    private sealed record Work(IJob? Job, IActorRef Asking, CancellationTokenSource Cancel)
    {
        public Task Task { get; set; } = Task.CompletedTask;
    }
}
