using Akka.Util;

namespace Akka.Event;

/// <summary>Prints log events to standard output; in use before and after the loggers of the configuration.</summary>
public class StandardOutLogger : MinimalLogger
{
    /// <summary>The color of debug events.</summary>
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    /// <summary>The color of infos.</summary>
    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    /// <summary>The color of warnings.</summary>
    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    /// <summary>The color of errors.</summary>
    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    /// <summary>True to print in colors.</summary>
    public static bool UseColors { get; set; } = true;

    private static void PrintLogEvent(LogEvent logEvent) =>
        StandardOut.WriteLine(
            logEvent.ToString(),
            UseColors
                ? logEvent.LogLevel() switch
                {
                    LogLevel.DebugLevel => DebugColor,
                    LogLevel.InfoLevel => InfoColor,
                    LogLevel.WarningLevel => WarningColor,
                    _ => ErrorColor,
                }
                : null
        );

    /// <inheritdoc/>
    protected override void Log(object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message is LogEvent logEvent)
        {
            if (Filter.ShouldTryKeepMessage(logEvent, out _))
            {
                PrintLogEvent(logEvent);
            }
        }
        else
        {
            StandardOut.WriteLine(message.ToString(), color: null);
        }
    }
}
