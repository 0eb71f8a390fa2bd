using System.Globalization;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Serialization;

namespace Akka.Actor;

/// <summary>The tree of actors of one system in one process.</summary>
internal sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly ActorSystemImpl _system;
    private readonly TempContainerRef _temp;
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastTemp;

    public LocalActorRefProvider(ActorSystemImpl system)
    {
        _system = system;
        RootPath = new RootActorPath(new Address("akka", system.Name));
        DeadLetterRef = new DeadLetterActorRef(this, RootPath / "deadLetters", system.EventStream);
        IgnoreRef = new IgnoreActorRef(this);
        Deployer = new Deployer(system.Settings);
        _temp = new TempContainerRef(this, RootPath / "temp");
    }

    public IInternalActorRef RootGuardian { get; private set; } = null!;

    public LocalActorRef Guardian { get; private set; } = null!;

    public LocalActorRef SystemGuardian { get; private set; } = null!;

    public DeadLetterActorRef DeadLetterRef { get; }

    public IActorRef DeadLetters => DeadLetterRef;

    public IActorRef IgnoreRef { get; }

    public ActorPath RootPath { get; }

    public Settings Settings => _system.Settings;

    public Deployer Deployer { get; }

    public Information SerializationInformation => new(DefaultAddress, _system);

    public Task TerminationTask => _terminated.Task;

    public Address DefaultAddress => RootPath.Address;

    public IInternalActorRef TempContainer => _temp;

    /// <summary>Starts the guardians.</summary>
    public void Start(SupervisorStrategy userStrategy)
    {
        var dispatcher = _system.Dispatchers.DefaultGlobalDispatcher;
        var root = new RootGuardianActorRef(
            _system,
            Props.Create<RootGuardianActor>(),
            dispatcher,
            new TopSupervisor(this),
            RootPath,
            _temp,
            DeadLetterRef
        );
        RootGuardian = root;
        root.Start();
        Guardian = (LocalActorRef)
            root.Cell.AttachChild(Props.Create<GuardianActor>().WithSupervisorStrategy(userStrategy), "user");
        SystemGuardian = (LocalActorRef)
            root.Cell.AttachChild(new Props(typeof(SystemGuardianActor), [Guardian]), "system");
        root.Tell(new RootGuardianActor.Begin(SystemGuardian), ActorRefs.NoSender);
    }

    public Address? GetExternalAddressFor(Address address) => address == DefaultAddress ? address : null;

    public ActorPath TempPath() =>
        _temp.Path / ("$" + Interlocked.Increment(ref _lastTemp).ToString("x", CultureInfo.InvariantCulture));

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temp.Add(path.Name, actorRef);

    public void UnregisterTempActor(ActorPath path) => _temp.Remove(path.Name);

    public IActorRef ResolveActorRef(string path)
    {
        if (ActorPath.TryParse(path, out var actorPath))
        {
            return ResolveActorRef(actorPath);
        }
        return DeadLetters;
    }

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (actorPath.Address != DefaultAddress)
        {
            return actorPath == IgnoreRef.Path ? IgnoreRef : DeadLetters;
        }
        var found = RootGuardian.GetChild(actorPath.Elements);
        var isSame = !found.IsNobody() && (actorPath.Uid == 0 || found.Path.Uid == actorPath.Uid);
        return isSame ? found : new EmptyLocalActorRef(this, actorPath, _system.EventStream);
    }

    public IActorRef RootGuardianAt(Address address) => address == DefaultAddress ? RootGuardian : DeadLetters;

    /// <summary>What supervises the root: there is nobody above to ask.</summary>
    private sealed class TopSupervisor(LocalActorRefProvider provider) : MinimalActorRef
    {
        public override ActorPath Path { get; } = provider.RootPath / "_Top-of-the-tree_";

        public override IActorRefProvider Provider => provider;

        public override void SendSystemMessage(ISystemMessage message)
        {
            switch (message)
            {
                case Failed failed:
                    provider._system.EventStream.Publish(
                        new Error(
                            failed.Cause,
                            Path.ToString(),
                            GetType(),
                            "The root guardian failed; the system ends."
                        )
                    );
                    ((IInternalActorRef)failed.Child).Stop();
                    break;
                case DeathWatchNotification:
                    provider._terminated.TrySetResult();
                    break;
                default:
                    break; // Nothing else concerns the root.
            }
        }
    }
}
