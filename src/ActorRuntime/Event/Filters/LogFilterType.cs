namespace Akka.Event;

/// <summary>What a filter looks at.</summary>
public enum LogFilterType
{
    /// <summary>Where the event comes from.</summary>
    Source,

    /// <summary>Its text.</summary>
    Content,
}
