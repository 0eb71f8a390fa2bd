using Akka.Event;

namespace Akka.TestKit;

/// <summary>Names log events.</summary>
public interface IEventFilter
{
    /// <summary>True if the filter names an event; it counts it then.</summary>
    /// <param name="logEvent">The event.</param>
    bool Apply(LogEvent logEvent);
}
