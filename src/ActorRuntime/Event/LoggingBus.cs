using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Event;

/// <summary>An event bus that carries log events to loggers.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    /// <summary>Above all levels: nothing is logged.</summary>
    private const LogLevel Off = (LogLevel)int.MaxValue;

    private readonly List<IActorRef> _loggers = [];
    private MinimalLogger? _stdout;
    private LogLevel _stdoutLevel;

    /// <summary>Log events below this level are not published.</summary>
    public LogLevel LogLevel { get; private set; } = LogLevel.InfoLevel;

    /// <summary>Changes the level, also for the loggers that run.</summary>
    /// <param name="logLevel">The new level.</param>
    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        lock (_loggers)
        {
            foreach (var logger in _loggers)
            {
                SubscribeLogger(logger, logLevel);
            }
        }
    }

    /// <summary>Prints log events to standard output until the loggers run.</summary>
    /// <param name="config">Says from which level on.</param>
    public void StartStdoutLogger(Settings config)
    {
        _stdoutLevel = ParseLevel("akka.stdout-loglevel", config.StdoutLogLevel);
        if (_stdoutLevel != Off)
        {
            _stdout = config.StdoutLogger;
            SubscribeLogger(_stdout, _stdoutLevel);
        }
    }

    /// <summary>
    /// Starts the loggers that the configuration names. Nobody waits for them: what is logged meanwhile lies in their
    /// mailboxes, after the message that initializes them.
    /// </summary>
    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var settings = system.Settings;
        var level = ParseLevel("akka.loglevel", settings.LogLevel);
        LogLevel = level;
        var number = 0;
        var keepStdout = false;
        foreach (var name in settings.Loggers)
        {
            var type =
                TypeNames.Find(name)
                ?? throw new ConfigurationException($"The logger \"{name}\" in akka.loggers cannot be found.");
            if (type.IsAssignableTo(typeof(MinimalLogger)))
            {
                keepStdout = true;
                continue;
            }
            StartLogger(system, type, $"log{++number}-{type.Name}", level);
        }
        if (_stdout is not null && !keepStdout)
        {
            Unsubscribe(_stdout);
        }
    }

    /// <summary>Cuts the loggers off; they still write what they have. Standard output takes over.</summary>
    internal IReadOnlyList<IActorRef> DetachLoggers()
    {
        lock (_loggers)
        {
            IActorRef[] loggers = [.. _loggers];
            _loggers.Clear();
            foreach (var logger in loggers)
            {
                Unsubscribe(logger);
            }
            if (_stdout is not null)
            {
                SubscribeLogger(_stdout, _stdoutLevel);
            }
            return loggers;
        }
    }

    /// <inheritdoc/>
    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    /// <inheritdoc/>
    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event, ActorRefs.NoSender);

    /// <inheritdoc/>
    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    /// <inheritdoc/>
    protected override Type GetClassifier(object @event) => @event.GetType();

    private static LogLevel ParseLevel(string setting, string level)
    {
        if (level.Equals("OFF", StringComparison.OrdinalIgnoreCase))
        {
            return Off;
        }
        try
        {
            return Logging.LogLevelFor(level);
        }
        catch (ArgumentException unknown)
        {
            throw new ConfigurationException($"{setting}: {unknown.Message}", unknown);
        }
    }

    private void StartLogger(ActorSystemImpl system, Type type, string name, LogLevel level)
    {
        var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(system.Settings.LoggersDispatcher), name);
        lock (_loggers)
        {
            _loggers.Add(logger);
        }
        var answer = logger.Ask<LoggerInitialized>(new InitializeLogger(this), system.Settings.LoggerStartTimeout);
        SubscribeLogger(logger, level);
        _ = answer.ContinueWith(
            failed =>
                Publish(
                    new Warning(
                        failed.Exception?.InnerException,
                        name,
                        GetType(),
                        $"Logger {name} did not answer InitializeLogger within {system.Settings.LoggerStartTimeout} (akka.logger-startup-timeout)."
                    )
                ),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            System.Threading.Tasks.TaskScheduler.Default
        );
    }

    private void SubscribeLogger(IActorRef logger, LogLevel level)
    {
        for (var each = LogLevel.DebugLevel; each <= LogLevel.ErrorLevel; each++)
        {
            if (each >= level)
            {
                Subscribe(logger, each.ClassFor());
            }
            else
            {
                Unsubscribe(logger, each.ClassFor());
            }
        }
    }
}
