using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Names log events of level ERROR, all of them or those about an exception of a type.</summary>
public class ErrorFilter : EventFilterBase
{
    private readonly Type? _exceptionType;
    private readonly bool _recurseInnerExceptions;

    /// <summary>Names errors.</summary>
    /// <param name="messageMatcher">Names messages; null for any.</param>
    /// <param name="sourceMatcher">Names sources; null for any.</param>
    public ErrorFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
        : base(messageMatcher, sourceMatcher) { }

    /// <summary>Names errors about an exception.</summary>
    /// <param name="exceptionType">Its type, or a base of it.</param>
    /// <param name="messageMatcher">Names messages: of the log event or of the exception; null for any.</param>
    /// <param name="sourceMatcher">Names sources; null for any.</param>
    /// <param name="recurseInnerExceptions">True if it may also be the cause of the exception.</param>
    public ErrorFilter(
        Type? exceptionType,
        IStringMatcher? messageMatcher = null,
        IStringMatcher? sourceMatcher = null,
        bool recurseInnerExceptions = false
    )
        : base(messageMatcher, sourceMatcher)
    {
        _exceptionType = exceptionType;
        _recurseInnerExceptions = recurseInnerExceptions;
    }

    /// <inheritdoc/>
    protected override string FilterDescriptiveName =>
        _exceptionType is null ? "Error" : $"Error with Cause <{_exceptionType}>";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt)
    {
        if (evt is not Error)
        {
            return false;
        }
        return _exceptionType is null
            ? InternalDoMatch(evt.LogSource, evt.Message)
            : evt.Cause is { } cause && IsAbout(evt, cause);
    }

    private bool IsAbout(LogEvent evt, Exception cause)
    {
        if (
            _exceptionType!.IsInstanceOfType(cause)
            && (InternalDoMatch(evt.LogSource, evt.Message) || InternalDoMatch(evt.LogSource, cause.Message))
        )
        {
            return true;
        }
        if (!_recurseInnerExceptions)
        {
            return false;
        }
        return cause is AggregateException several
            ? several.InnerExceptions.Any(inner => IsAbout(evt, inner))
            : cause.InnerException is { } single && IsAbout(evt, single);
    }
}
