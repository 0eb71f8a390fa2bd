using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The settings of a system.</summary>
public class Settings
{
    private const string LocalProvider = "Akka.Actor.LocalActorRefProvider";

    /// <summary>Reads settings.</summary>
    /// <param name="system">The system.</param>
    /// <param name="config">The configuration; the defaults count where it says nothing.</param>
    public Settings(ActorSystem system, Config config)
        : this(system, config, ActorSystemSetup.Empty) { }

    /// <summary>Reads settings.</summary>
    /// <param name="system">The system.</param>
    /// <param name="config">The configuration; the defaults count where it says nothing.</param>
    /// <param name="setup">What was set up in code.</param>
    /// <exception cref="ConfigurationException">A value has the wrong type.</exception>
    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        System = system;
        Setup = setup;
        Config = config.WithFallback(ConfigurationFactory.Default());
        ConfigVersion = Config.GetString("akka.version", "")!;
        ProviderSelectionType = ReadProvider(Config, setup);
        SupervisorStrategyClass = Config.GetString(
            "akka.actor.guardian-supervisor-strategy",
            "Akka.Actor.DefaultSupervisorStrategy"
        )!;
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout", Timeout.InfiniteTimeSpan);
        LogLevel = Config.GetString("akka.loglevel", "INFO")!;
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel", "WARNING")!;
        Loggers = Config.GetStringList("akka.loggers");
        LoggersDispatcher = Config.GetString("akka.loggers-dispatcher", Dispatch.Dispatchers.DefaultDispatcherId)!;
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout", TimeSpan.FromSeconds(5));
        LogFilter = CreateFilter(setup);
        StdoutLogger = CreateStdoutLogger(Config.GetString("akka.stdout-logger-class"), LogFilter);
        LogFormatter = CreateFormatter(Config.GetString("akka.logger-formatter"));
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start");
        LogDeadLetters = ReadLogDeadLetters(Config);
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown");
        LogDeadLettersSuspendDuration = Config.GetTimeSpan(
            "akka.log-dead-letters-suspend-duration",
            TimeSpan.FromMinutes(5)
        );
        AddLoggingReceive = Config.GetBoolean("akka.actor.debug.receive");
        DebugAutoReceive = Config.GetBoolean("akka.actor.debug.autoreceive");
        DebugLifecycle = Config.GetBoolean("akka.actor.debug.lifecycle");
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream");
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled");
        SchedulerClass = Config.GetString("akka.scheduler.implementation", typeof(HashedWheelTimerScheduler).FullName)!;
        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean(
            "akka.coordinated-shutdown.terminate-actor-system",
            @default: true
        );
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean(
            "akka.coordinated-shutdown.run-by-actor-system-terminate",
            @default: true
        );
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
        {
            throw new ConfigurationException(
                "akka.coordinated-shutdown.run-by-actor-system-terminate=on and akka.coordinated-shutdown.terminate-actor-system=off is not a supported configuration combination: Terminate would never end the system."
            );
        }
    }

    /// <summary>The system.</summary>
    public ActorSystem System { get; }

    /// <summary>The whole configuration.</summary>
    public Config Config { get; private set; }

    /// <summary>What was set up in code.</summary>
    public ActorSystemSetup Setup { get; }

    /// <summary><c>akka.version</c>.</summary>
    public string ConfigVersion { get; }

    /// <summary>How the system reaches others: it stands alone.</summary>
    public ProviderSelection ProviderSelectionType { get; }

    /// <summary><c>akka.actor.guardian-supervisor-strategy</c>: the strategy of the user guardian.</summary>
    public string SupervisorStrategyClass { get; }

    /// <summary><c>akka.actor.ask-timeout</c>: how long <c>Ask</c> waits that says nothing else.</summary>
    public TimeSpan AskTimeout { get; }

    /// <summary><c>akka.loglevel</c>: DEBUG, INFO, WARNING, ERROR or OFF.</summary>
    public string LogLevel { get; }

    /// <summary><c>akka.stdout-loglevel</c>: from which level on log events are printed before the loggers run.</summary>
    public string StdoutLogLevel { get; }

    /// <summary><c>akka.loggers</c>: the types of the loggers.</summary>
    public IList<string> Loggers { get; }

    /// <summary><c>akka.loggers-dispatcher</c>: the dispatcher of the loggers.</summary>
    public string LoggersDispatcher { get; }

    /// <summary><c>akka.logger-startup-timeout</c>: after which time a silent logger is reported.</summary>
    public TimeSpan LoggerStartTimeout { get; }

    /// <summary>What the loggers do not write.</summary>
    public LogFilterEvaluator LogFilter { get; }

    /// <summary>Writes log events while no other logger runs, and for <see cref="DefaultLogger"/>.</summary>
    public MinimalLogger StdoutLogger { get; }

    /// <summary><c>akka.logger-formatter</c>: turns formats and parameters into text.</summary>
    public ILogMessageFormatter LogFormatter { get; }

    /// <summary><c>akka.log-config-on-start</c>: true to log the configuration.</summary>
    public bool LogConfigOnStart { get; }

    /// <summary><c>akka.log-dead-letters</c>: how many dead letters are logged before a pause; 0 for none.</summary>
    public int LogDeadLetters { get; }

    /// <summary><c>akka.log-dead-letters-during-shutdown</c>: true to log them also while the system ends.</summary>
    public bool LogDeadLettersDuringShutdown { get; }

    /// <summary><c>akka.log-dead-letters-suspend-duration</c>: the length of the pause.</summary>
    public TimeSpan LogDeadLettersSuspendDuration { get; }

    /// <summary>Whether messages to actors marked with <see cref="ILogReceive"/> are logged.</summary>
    public bool AddLoggingReceive { get; }

    /// <summary><c>akka.actor.debug.autoreceive</c>: true to log messages that the runtime handles itself.</summary>
    public bool DebugAutoReceive { get; }

    /// <summary><c>akka.actor.debug.lifecycle</c>: true to log births and ends of actors.</summary>
    public bool DebugLifecycle { get; }

    /// <summary><c>akka.actor.debug.event-stream</c>: true to log subscriptions.</summary>
    public bool DebugEventStream { get; }

    /// <summary><c>akka.actor.debug.unhandled</c>: true to log unhandled messages.</summary>
    public bool DebugUnhandledMessage { get; }

    /// <summary><c>akka.scheduler.implementation</c>: the type of the scheduler.</summary>
    public string SchedulerClass { get; }

    /// <summary><c>akka.coordinated-shutdown.terminate-actor-system</c>: true if its last phase ends the system.</summary>
    public bool CoordinatedShutdownTerminateActorSystem { get; }

    /// <summary><c>akka.coordinated-shutdown.run-by-actor-system-terminate</c>: true if ending the system runs it.</summary>
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    /// <summary>Adds a configuration that counts where the present one says nothing; for extensions.</summary>
    /// <param name="config">The configuration.</param>
    public void InjectTopLevelFallback(Config config) => Config = Config.WithFallback(config);

    /// <inheritdoc/>
    public override string ToString() => Config.ToString();

    private static int ReadLogDeadLetters(Config config) =>
        config.GetString("akka.log-dead-letters", "10")!.ToLowerInvariant() switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            _ => config.GetInt("akka.log-dead-letters"),
        };

    private static ProviderSelection.Local ReadProvider(Config config, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var provider = config.GetString("akka.actor.provider", "")!;
        var isLocal = provider is "" or "local" || provider.StartsWith(LocalProvider, StringComparison.Ordinal);
        return isLocal || (bootstrap.HasValue && bootstrap.Value.ActorRefProvider.HasValue)
            ? ProviderSelection.Local.Instance
            : throw new ConfigurationException(
                $"akka.actor.provider is \"{provider}\". This runtime has local actor systems only: \"local\"."
            );
    }

    private static LogFilterEvaluator CreateFilter(ActorSystemSetup setup)
    {
        var filters = setup.Get<LogFilterSetup>();
        return filters.HasValue ? filters.Value.CreateEvaluator() : LogFilterEvaluator.NoFilters;
    }

    private static MinimalLogger CreateStdoutLogger(string? name, LogFilterEvaluator filter)
    {
        var type = string.IsNullOrEmpty(name) ? typeof(StandardOutLogger) : TypeNames.Find(name);
        if (type?.IsAssignableTo(typeof(MinimalLogger)) != true)
        {
            throw new ConfigurationException($"akka.stdout-logger-class names \"{name}\", which is no MinimalLogger.");
        }
        var logger = (MinimalLogger)Activator.CreateInstance(type)!;
        logger.Filter = filter;
        return logger;
    }

    private static ILogMessageFormatter CreateFormatter(string? name)
    {
        if (name is null)
        {
            return DefaultLogMessageFormatter.Instance;
        }
        var type = TypeNames.Find(name);
        if (type == typeof(DefaultLogMessageFormatter))
        {
            return DefaultLogMessageFormatter.Instance;
        }
        return type?.IsAssignableTo(typeof(ILogMessageFormatter)) == true
            ? (ILogMessageFormatter)Activator.CreateInstance(type)!
            : throw new ConfigurationException(
                $"akka.logger-formatter names \"{name}\", which is no ILogMessageFormatter."
            );
    }
}
