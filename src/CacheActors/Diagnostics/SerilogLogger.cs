using Akka.Actor;
using Akka.Event;
using Serilog;
using LogEventLevel = Serilog.Events.LogEventLevel;

namespace CacheActors.Diagnostics;

/// <summary>Hands what actors log to Serilog, with their templates and values. Named in <c>akka.loggers</c>.</summary>
internal sealed class SerilogLogger : ReceiveActor
{
    public SerilogLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    private static void Write(LogEvent logEvent)
    {
        var level = logEvent.LogLevel() switch
        {
            LogLevel.DebugLevel => LogEventLevel.Debug,
            LogLevel.InfoLevel => LogEventLevel.Information,
            LogLevel.WarningLevel => LogEventLevel.Warning,
            _ => LogEventLevel.Error,
        };
        var log = Log.ForContext("SourceContext", logEvent.LogClass.FullName).ForContext("Actor", logEvent.LogSource);
        if (logEvent.Message is LogMessage message)
        {
            log.Write(level, logEvent.Cause, message.Format, [.. message.Parameters()]);
        }
        else
        {
            log.Write(level, logEvent.Cause, "{Message:l}", logEvent.Message);
        }
    }
}
