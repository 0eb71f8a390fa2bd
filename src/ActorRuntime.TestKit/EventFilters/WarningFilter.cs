using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Names log events of level WARNING.</summary>
/// <param name="messageMatcher">Names messages; null for any.</param>
/// <param name="sourceMatcher">Names sources; null for any.</param>
public class WarningFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
    : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Warning";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => evt is Warning && InternalDoMatch(evt.LogSource, evt.Message);
}
