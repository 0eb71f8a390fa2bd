using Akka.Actor;

namespace Akka.Event;

/// <summary>Drops log events before loggers write them.</summary>
public abstract class LogFilterBase : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    /// <summary>What the filter looks at.</summary>
    public abstract LogFilterType FilterType { get; }

    /// <summary>Whether an event is to be written.</summary>
    /// <param name="content">The event.</param>
    /// <param name="expandedMessage">Its text, for filters that look at it.</param>
    public abstract LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null);
}
