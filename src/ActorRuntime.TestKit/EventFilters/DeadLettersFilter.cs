using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

/// <summary>Names dead letters.</summary>
/// <param name="messageMatcher">Names messages; null for any.</param>
/// <param name="sourceMatcher">Names the paths of recipients; null for any.</param>
/// <param name="isMatch">Names dead letters; null for any.</param>
public sealed class DeadLettersFilter(
    IStringMatcher? messageMatcher,
    IStringMatcher? sourceMatcher,
    Predicate<DeadLetter>? isMatch = null
) : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "DeadLetter";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) =>
        evt is Warning { Message: DeadLetter letter }
        && isMatch?.Invoke(letter) != false
        && InternalDoMatch(evt.LogSource, letter.Message);
}
