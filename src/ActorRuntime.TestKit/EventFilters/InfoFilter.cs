using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Names log events of level INFO.</summary>
/// <param name="messageMatcher">Names messages; null for any.</param>
/// <param name="sourceMatcher">Names sources; null for any.</param>
public class InfoFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
    : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Info";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => evt is Info && InternalDoMatch(evt.LogSource, evt.Message);
}
