using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Called when a filter has found an event.</summary>
/// <param name="eventFilter">The filter.</param>
/// <param name="logEvent">The event.</param>
public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);

/// <summary>Names log events by kind, message and source.</summary>
public abstract class EventFilterBase : IEventFilter
{
    private readonly IStringMatcher _messageMatcher;
    private readonly IStringMatcher _sourceMatcher;

    /// <summary>Creates a filter.</summary>
    /// <param name="messageMatcher">Names messages; null for any.</param>
    /// <param name="sourceMatcher">Names sources; null for any.</param>
    protected EventFilterBase(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher)
    {
        _messageMatcher = messageMatcher ?? MatchesAll.Instance;
        _sourceMatcher = sourceMatcher ?? MatchesAll.Instance;
    }

    /// <summary>Raised when the filter has found an event, on the logger's thread.</summary>
    public event EventMatched? EventMatched;

    /// <summary>What kind of events the filter names, in words.</summary>
    protected abstract string FilterDescriptiveName { get; }

    /// <inheritdoc/>
    public bool Apply(LogEvent logEvent)
    {
        var isMatch = IsMatch(logEvent);
        if (isMatch)
        {
            OnEventMatched(logEvent);
        }
        return isMatch;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var source = _sourceMatcher is MatchesAll ? "" : $" and Source {_sourceMatcher}";
        var message = _messageMatcher is MatchesAll ? "" : $" when Message {_messageMatcher}";
        return $"{FilterDescriptiveName}{message}{source}";
    }

    /// <summary>True if the filter names an event.</summary>
    /// <param name="evt">The event.</param>
    protected abstract bool IsMatch(LogEvent evt);

    /// <summary>Raises <see cref="EventMatched"/>.</summary>
    /// <param name="logEvent">The event.</param>
    protected virtual void OnEventMatched(LogEvent logEvent) => EventMatched?.Invoke(this, logEvent);

    /// <summary>True if source and message are right.</summary>
    /// <param name="src">The source.</param>
    /// <param name="msg">The message.</param>
    protected bool InternalDoMatch(string src, object? msg) =>
        _sourceMatcher.IsMatch(src) && _messageMatcher.IsMatch(msg?.ToString() ?? "null");
}
