namespace Akka.Event;

/// <summary>Logs to an event bus, to which the loggers have subscribed.</summary>
/// <param name="bus">The bus.</param>
/// <param name="logSource">Where events come from, usually an actor's path.</param>
/// <param name="logClass">The type they come from.</param>
/// <param name="logMessageFormatter">Turns formats and parameters into text.</param>
public sealed class BusLogging(
    LoggingBus bus,
    string logSource,
    Type logClass,
    ILogMessageFormatter logMessageFormatter
) : LoggingAdapterBase(logMessageFormatter)
{
    /// <summary>The bus.</summary>
    public LoggingBus Bus { get; } = bus;

    /// <summary>The type events come from.</summary>
    public Type LogClass { get; } = logClass;

    /// <summary>Where events come from.</summary>
    public string LogSource { get; } = logSource;

    /// <inheritdoc/>
    public override bool IsDebugEnabled => Bus.LogLevel <= LogLevel.DebugLevel;

    /// <inheritdoc/>
    public override bool IsInfoEnabled => Bus.LogLevel <= LogLevel.InfoLevel;

    /// <inheritdoc/>
    public override bool IsWarningEnabled => Bus.LogLevel <= LogLevel.WarningLevel;

    /// <inheritdoc/>
    public override bool IsErrorEnabled => Bus.LogLevel <= LogLevel.ErrorLevel;

    /// <inheritdoc/>
    protected override void NotifyLog(LogLevel logLevel, object message, Exception? cause = null) =>
        Bus.Publish(
            logLevel switch
            {
                LogLevel.DebugLevel => new Debug(cause, LogSource, LogClass, message),
                LogLevel.InfoLevel => new Info(cause, LogSource, LogClass, message),
                LogLevel.WarningLevel => new Warning(cause, LogSource, LogClass, message),
                LogLevel.ErrorLevel => new Error(cause, LogSource, LogClass, message),
                _ => throw new NotSupportedException($"Unknown LogLevel {logLevel}"),
            }
        );
}
