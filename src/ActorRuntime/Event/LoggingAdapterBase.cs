namespace Akka.Event;

/// <summary>The base of logging adapters.</summary>
public abstract class LoggingAdapterBase : ILoggingAdapter
{
    /// <summary>Creates an adapter.</summary>
    /// <param name="logMessageFormatter">Turns formats and parameters into text.</param>
    protected LoggingAdapterBase(ILogMessageFormatter logMessageFormatter)
    {
        ArgumentNullException.ThrowIfNull(logMessageFormatter);
        Formatter = logMessageFormatter;
    }

    /// <inheritdoc/>
    public ILogMessageFormatter Formatter { get; }

    /// <inheritdoc/>
    public abstract bool IsDebugEnabled { get; }

    /// <inheritdoc/>
    public abstract bool IsInfoEnabled { get; }

    /// <inheritdoc/>
    public abstract bool IsWarningEnabled { get; }

    /// <inheritdoc/>
    public abstract bool IsErrorEnabled { get; }

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) =>
        logLevel switch
        {
            LogLevel.DebugLevel => IsDebugEnabled,
            LogLevel.InfoLevel => IsInfoEnabled,
            LogLevel.WarningLevel => IsWarningEnabled,
            LogLevel.ErrorLevel => IsErrorEnabled,
            _ => throw new NotSupportedException($"Unknown LogLevel {logLevel}"),
        };

    /// <inheritdoc/>
    public void Log(LogLevel logLevel, Exception? cause, LogMessage message) => NotifyLog(logLevel, message, cause);

    /// <inheritdoc/>
    public void Log(LogLevel logLevel, Exception? cause, string format) => NotifyLog(logLevel, format, cause);

    /// <summary>Passes a log event on.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="message">What is said.</param>
    /// <param name="cause">The exception it is about, or null.</param>
    protected abstract void NotifyLog(LogLevel logLevel, object message, Exception? cause = null);
}
