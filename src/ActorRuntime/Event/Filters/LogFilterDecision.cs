namespace Akka.Event;

/// <summary>What a filter wants done with a log event.</summary>
public enum LogFilterDecision
{
    /// <summary>It may be written.</summary>
    Keep,

    /// <summary>It must not be written.</summary>
    Drop,

    /// <summary>The filter cannot tell, because it was not given the text of the event.</summary>
    NoDecision,
}
