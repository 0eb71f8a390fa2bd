namespace Akka.Event;

/// <summary>What actors log with.</summary>
public interface ILoggingAdapter
{
    /// <summary>Turns formats and parameters into text.</summary>
    ILogMessageFormatter Formatter { get; }

    /// <summary>True if debug events are logged.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>True if infos are logged.</summary>
    bool IsInfoEnabled { get; }

    /// <summary>True if warnings are logged.</summary>
    bool IsWarningEnabled { get; }

    /// <summary>True if errors are logged.</summary>
    bool IsErrorEnabled { get; }

    /// <summary>True if events of a level are logged.</summary>
    /// <param name="logLevel">The level.</param>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Logs, whether the level is enabled or not; see <see cref="LoggingExtensions"/>.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception it is about, or null.</param>
    /// <param name="message">What is said.</param>
    void Log(LogLevel logLevel, Exception? cause, LogMessage message);

    /// <summary>Logs, whether the level is enabled or not; see <see cref="LoggingExtensions"/>.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception it is about, or null.</param>
    /// <param name="format">What is said.</param>
    void Log(LogLevel logLevel, Exception? cause, string format);
}
