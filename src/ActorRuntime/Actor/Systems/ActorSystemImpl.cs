using System.Diagnostics.CodeAnalysis;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The one implementation of an actor system.</summary>
internal sealed class ActorSystemImpl : ExtendedActorSystem
{
    private readonly LocalActorRefProvider _provider;
    private readonly ExtensionRegistry _extensions;
    private readonly TerminationCallbacks _onTermination = new();
    private ILoggingAdapter? _log;
    private Serialization.Serialization? _serialization;
    private IActorRef? _deadLetterListener;
    private EventHandler? _processExit;

    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup)
    {
        if (!IsValidName(name))
        {
            throw new ArgumentException(
                $"invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-' or '_')",
                nameof(name)
            );
        }
        Name = name;
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Scheduler = CreateScheduler();
        Dispatchers = new Dispatchers(this, new DispatcherPrerequisites(this));
        _extensions = new ExtensionRegistry(this);
        _provider = new LocalActorRefProvider(this);
        WhenTerminated = CompleteAfterTermination();
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override EventStream EventStream { get; }

    public override IScheduler Scheduler { get; }

    public override Dispatchers Dispatchers { get; }

    public override Serialization.Serialization Serialization => _serialization ??= new(this);

    public override Task WhenTerminated { get; }

    public override ILoggingAdapter Log => _log ??= Logging.GetLogger(this, "ActorSystem");

    public override IActorRef DeadLetters => _provider.DeadLetters;

    public override IActorRef IgnoreRef => _provider.IgnoreRef;

    public override IActorRefProvider Provider => _provider;

    public override IInternalActorRef Guardian => _provider.Guardian;

    public override IInternalActorRef SystemGuardian => _provider.SystemGuardian;

    public override IInternalActorRef LookupRoot => _provider.RootGuardian;

    public DeadLetterActorRef DeadLetterRef => _provider.DeadLetterRef;

    public void Start()
    {
        try
        {
            _provider.Start(
                SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create()
            );
            EventStream.StartUnsubscriber(_provider);
            EventStream.StartDefaultLoggers(this);
            StartDebugListeners();
            _ = Serialization; // Now, so that a wrong setting ends the start and not the first message.
            _extensions.LoadConfigured(Settings.Config.GetStringList("akka.extensions"));
            if (Settings.LogConfigOnStart)
            {
                Log.Info(Settings.ToString());
            }
            RunShutdownAtProcessExit();
        }
        catch
        {
            FinalTerminate();
            throw;
        }
    }

    public override IActorRef ActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        return _provider.Guardian.Cell.AttachChild(props, name);
    }

    public override IActorRef SystemActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        return _provider.SystemGuardian.Cell.AttachChild(props, name);
    }

    public override IActorRef SystemActorOf<TActor>(string? name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, this, LookupRoot);

    public override void Stop(IActorRef actor)
    {
        var parent = actor.Path.Parent;
        if (parent == Guardian.Path)
        {
            Guardian.Tell(new StopChild(actor), ActorRefs.NoSender);
        }
        else if (parent == SystemGuardian.Path)
        {
            SystemGuardian.Tell(new StopChild(actor), ActorRefs.NoSender);
        }
        else
        {
            ((IInternalActorRef)actor).Stop();
        }
    }

    public override object RegisterExtension(IExtensionId extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return _extensions.Register(extension);
    }

    public override object GetExtension(IExtensionId extensionId)
    {
        ArgumentNullException.ThrowIfNull(extensionId);
        return _extensions.TryGet(extensionId.ExtensionType, out var extension) ? extension : null!;
    }

    public override T GetExtension<T>() => _extensions.TryGet(typeof(T), out var extension) ? (T)extension : null!;

    public override bool HasExtension(Type type) => _extensions.Has(type);

    public override bool HasExtension<T>() => _extensions.Has(typeof(T));

    public override bool TryGetExtension(Type extensionType, [NotNullWhen(true)] out object? extension) =>
        _extensions.TryGet(extensionType, out extension);

    public override bool TryGetExtension<T>([NotNullWhen(true)] out T? extension)
        where T : class
    {
        extension = _extensions.TryGet(typeof(T), out var found) ? (T)found : null;
        return extension is not null;
    }

    public override void RegisterOnTermination(Action code) => _onTermination.Add(code);

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate && CoordinatedShutdown.IsNeeded(this))
        {
            _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
        else
        {
            FinalTerminate();
        }
        return WhenTerminated;
    }

    public override void Abort() => FinalTerminate();

    /// <summary>Stops all actors; the phases of the coordinated shutdown have run, or shall not.</summary>
    public void FinalTerminate()
    {
        if (!Settings.LogDeadLettersDuringShutdown && _deadLetterListener is { } listener)
        {
            Stop(listener);
        }
        _provider.Guardian?.Stop();
    }

    public override string PrintTree() => ActorTree.Print(_provider.RootGuardian);

    public override string ToString() => LookupRoot.Path.Address.ToString();

    /// <summary>Makes an actor that does not run yet.</summary>
    internal LocalActorRef ActorOf(Props props, IInternalActorRef parent, ActorPath path)
    {
        if (!_provider.Deployer.IsEmpty && _provider.Deployer.Lookup(path) is { } deploy)
        {
            props = props.WithDeploy(deploy);
        }
        MessageDispatcher dispatcher;
        try
        {
            if (props.Mailbox != Deploy.NoMailboxGiven)
            {
                MailboxSections.Find(Settings.Config, props.Mailbox);
            }
            dispatcher = Dispatchers.LookupFor(props);
        }
        catch (ConfigurationException unknown)
        {
            throw new ConfigurationException($"{unknown.Message} The actor {path} asks for it.", unknown);
        }
        return new LocalActorRef(this, props, dispatcher, parent, path);
    }

    private static bool IsValidName(string? name)
    {
        if (string.IsNullOrEmpty(name) || !char.IsAsciiLetterOrDigit(name[0]))
        {
            return false;
        }
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }
        return true;
    }

    private IScheduler CreateScheduler()
    {
        var log = Logging.GetLogger(EventStream, "Scheduler");
        if (Settings.SchedulerClass.StartsWith(typeof(HashedWheelTimerScheduler).FullName!, StringComparison.Ordinal))
        {
            return new HashedWheelTimerScheduler(Settings.Config, log);
        }
        var type = TypeNames.Find(Settings.SchedulerClass);
        return type?.IsAssignableTo(typeof(IScheduler)) == true
            ? (IScheduler)Activator.CreateInstance(type, Settings.Config, log)!
            : throw new ConfigurationException(
                $"akka.scheduler.implementation names \"{Settings.SchedulerClass}\", which is no IScheduler."
            );
    }

    private void StartDebugListeners()
    {
        if (Settings.LogDeadLetters > 0)
        {
            _deadLetterListener = SystemActorOf<DeadLetterListener>("deadLetterListener");
        }
        if (Settings.DebugUnhandledMessage)
        {
            SystemActorOf<UnhandledMessageForwarder>("UnhandledMessageForwarder");
        }
    }

    private void RunShutdownAtProcessExit()
    {
        if (Settings.Config.GetBoolean("akka.coordinated-shutdown.run-by-clr-shutdown-hook", @default: true))
        {
            _processExit = (_, _) => CoordinatedShutdown.Get(this).RunAtProcessExit();
            AppDomain.CurrentDomain.ProcessExit += _processExit;
        }
    }

    private async Task CompleteAfterTermination()
    {
        await _provider.TerminationTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        AppDomain.CurrentDomain.ProcessExit -= _processExit;
        foreach (var failure in _onTermination.Run())
        {
            Log.Error(failure, "A callback that was to run at the end of the system failed.");
        }
        (Scheduler as IDisposable)?.Dispose();
        Dispatchers.ShutDown();
    }
}
