namespace Akka.Event;

/// <summary>The filters of a system's loggers; part of an <see cref="Actor.Setup.ActorSystemSetup"/>.</summary>
/// <param name="filters">The filters.</param>
public sealed class LogFilterSetup(LogFilterBase[] filters) : Actor.Setup.Setup
{
    /// <summary>The filters.</summary>
    public LogFilterBase[] Filters { get; } = filters;

    /// <summary>What asks them all.</summary>
    public LogFilterEvaluator CreateEvaluator() => new(Filters);
}
