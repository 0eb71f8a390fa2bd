using Akka.Actor;

namespace Akka.Event;

/// <summary>Makes what actors log with.</summary>
public static class Logging
{
    /// <summary>The logging adapter of an actor. Its events bear the actor's path.</summary>
    /// <param name="context">The actor's context.</param>
    /// <param name="logMessageFormatter">Turns formats and parameters into text; null for the configured one.</param>
    public static ILoggingAdapter GetLogger(
        this IActorContext context,
        ILogMessageFormatter? logMessageFormatter = null
    )
    {
        var system = context.System;
        return new BusLogging(
            system.EventStream,
            LogSource.FromActor(context, system),
            context.Props.Type,
            logMessageFormatter ?? system.Settings.LogFormatter
        );
    }

    /// <summary>A logging adapter.</summary>
    /// <param name="system">The system.</param>
    /// <param name="logSourceObj">Where events come from: a string, a type, an actor's context or reference, or any object.</param>
    /// <param name="logMessageFormatter">Turns formats and parameters into text; null for the configured one.</param>
    public static ILoggingAdapter GetLogger(
        ActorSystem system,
        object logSourceObj,
        ILogMessageFormatter? logMessageFormatter = null
    )
    {
        var source = LogSource.Create(logSourceObj, system);
        return new BusLogging(
            system.EventStream,
            source.Source,
            source.Type,
            logMessageFormatter ?? system.Settings.LogFormatter
        );
    }

    /// <summary>A logging adapter.</summary>
    /// <param name="loggingBus">The bus.</param>
    /// <param name="logSourceObj">Where events come from: a string, a type, an actor's context or reference, or any object.</param>
    /// <param name="logMessageFormatter">Turns formats and parameters into text; null for the usual one.</param>
    public static ILoggingAdapter GetLogger(
        LoggingBus loggingBus,
        object logSourceObj,
        ILogMessageFormatter? logMessageFormatter = null
    )
    {
        var source = LogSource.Create(logSourceObj);
        return new BusLogging(
            loggingBus,
            source.Source,
            source.Type,
            logMessageFormatter ?? DefaultLogMessageFormatter.Instance
        );
    }

    /// <summary>The name of the type of an object, without namespace.</summary>
    /// <param name="o">The object.</param>
    public static string SimpleName(object o) => SimpleName(o.GetType());

    /// <summary>The name of a type, without namespace.</summary>
    /// <param name="t">The type.</param>
    public static string SimpleName(Type t) => t.Name;

    /// <summary>The type of the events of a level.</summary>
    /// <param name="logLevel">The level.</param>
    public static Type ClassFor(this LogLevel logLevel) =>
        logLevel switch
        {
            LogLevel.DebugLevel => typeof(Debug),
            LogLevel.InfoLevel => typeof(Info),
            LogLevel.WarningLevel => typeof(Warning),
            LogLevel.ErrorLevel => typeof(Error),
            _ => throw new ArgumentException("Unknown LogLevel", nameof(logLevel)),
        };

    /// <summary>The level of a name.</summary>
    /// <param name="logLevel">DEBUG, INFO, WARNING (WARN) or ERROR, in any case.</param>
    /// <exception cref="ArgumentException">There is no such level.</exception>
    public static LogLevel LogLevelFor(string logLevel) =>
        logLevel.ToUpperInvariant() switch
        {
            "DEBUG" => LogLevel.DebugLevel,
            "INFO" => LogLevel.InfoLevel,
            "WARNING" or "WARN" => LogLevel.WarningLevel,
            "ERROR" => LogLevel.ErrorLevel,
            _ => throw new ArgumentException(
                $"Unknown LogLevel: \"{logLevel}\". Use DEBUG, INFO, WARNING or ERROR.",
                nameof(logLevel)
            ),
        };

    /// <summary>The level of a type of events.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public static LogLevel LogLevelFor<T>()
        where T : LogEvent
    {
        for (var level = LogLevel.DebugLevel; level <= LogLevel.ErrorLevel; level++)
        {
            if (level.ClassFor() == typeof(T))
            {
                return level;
            }
        }
        throw new NotSupportedException($"Unknown log event: {typeof(T)}");
    }

    /// <summary>The name of a level.</summary>
    /// <param name="logLevel">The level.</param>
    public static string StringFor(this LogLevel logLevel) =>
        logLevel switch
        {
            LogLevel.DebugLevel => "DEBUG",
            LogLevel.InfoLevel => "INFO",
            LogLevel.WarningLevel => "WARNING",
            LogLevel.ErrorLevel => "ERROR",
            _ => throw new ArgumentException("Unknown LogLevel", nameof(logLevel)),
        };
}
