using Akka.Actor;

namespace Akka.Event;

/// <summary>A logger that needs no actor system.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    /// <inheritdoc/>
    public sealed override ActorPath Path { get; } = new RootActorPath(Address.AllSystems, "/StandardOutLogger");

    /// <inheritdoc/>
    public sealed override IActorRefProvider Provider =>
        throw new NotSupportedException("This logger belongs to no actor system.");

    /// <summary>What must not be logged.</summary>
    public LogFilterEvaluator Filter { get; internal set; } = LogFilterEvaluator.NoFilters;

    /// <summary>Logs.</summary>
    /// <param name="message">A log event.</param>
    protected abstract void Log(object message);

    /// <inheritdoc/>
    protected sealed override void TellInternal(object message, IActorRef? sender) => Log(message);
}
