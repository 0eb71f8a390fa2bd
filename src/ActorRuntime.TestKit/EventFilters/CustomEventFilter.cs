using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Names the log events that fulfil a predicate.</summary>
/// <param name="predicate">The predicate.</param>
public class CustomEventFilter(Predicate<LogEvent> predicate) : EventFilterBase(null, null)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Custom";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => predicate(evt);
}
