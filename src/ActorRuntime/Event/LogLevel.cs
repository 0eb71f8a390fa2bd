namespace Akka.Event;

/// <summary>How important a log event is.</summary>
public enum LogLevel
{
    /// <summary>For whoever looks for a fault.</summary>
    DebugLevel = 0,

    /// <summary>What happens.</summary>
    InfoLevel = 1,

    /// <summary>What may become a problem.</summary>
    WarningLevel = 2,

    /// <summary>What failed.</summary>
    ErrorLevel = 3,
}
