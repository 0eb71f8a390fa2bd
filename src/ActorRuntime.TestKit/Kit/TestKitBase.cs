using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Configs;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>
/// The base of tests of actors: has an actor system and a test actor, and expects messages that the test actor receives.
/// What a test sends without naming a sender comes from the test actor. Not thread-safe: one test, one TestKit.
/// </summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int s_lastTestActor;

    private readonly ITestKitAssertions _assertions;
    private readonly ReceivedMessages _received = new();
    private ActorSystem _system = null!;
    private LocalActorRef _testActor = null!;
    private EventFilterFactory _eventFilter = null!;
    private ILoggingAdapter _log = null!;
    private ImplicitSender? _implicitSender;
    private MessageEnvelope _last = NullMessageEnvelope.Instance;

    /// <summary>Creates a TestKit.</summary>
    /// <param name="assertions">How to fail a test.</param>
    /// <param name="system">The system to test in; null for a new one.</param>
    /// <param name="testActorName">The name of the test actor; null to have one made up.</param>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, actorSystemName: null, testActorName) { }

    /// <summary>Creates a TestKit with a new system.</summary>
    /// <param name="assertions">How to fail a test.</param>
    /// <param name="setup">How the system is set up; the defaults of the TestKit count where its configuration says nothing.</param>
    /// <param name="actorSystemName">The name of the system; null for <c>test</c>.</param>
    /// <param name="testActorName">The name of the test actor; null to have one made up.</param>
    protected TestKitBase(
        ITestKitAssertions assertions,
        ActorSystemSetup setup,
        string? actorSystemName = null,
        string? testActorName = null
    )
        : this(assertions, system: null, setup, actorSystemName, testActorName) { }

    /// <summary>Creates a TestKit with a new system.</summary>
    /// <param name="assertions">How to fail a test.</param>
    /// <param name="config">The configuration; the defaults of the TestKit count where it says nothing.</param>
    /// <param name="actorSystemName">The name of the system; null for <c>test</c>.</param>
    /// <param name="testActorName">The name of the test actor; null to have one made up.</param>
    protected TestKitBase(
        ITestKitAssertions assertions,
        Config config,
        string? actorSystemName = null,
        string? testActorName = null
    )
        : this(assertions, system: null, SetupOf(config), actorSystemName, testActorName) { }

    /// <summary>Creates a TestKit.</summary>
    /// <param name="assertions">How to fail a test.</param>
    /// <param name="system">The system to test in; null for a new one.</param>
    /// <param name="config">How a new system is set up.</param>
    /// <param name="actorSystemName">The name of a new system; null for <c>test</c>.</param>
    /// <param name="testActorName">The name of the test actor; null to have one made up.</param>
    protected TestKitBase(
        ITestKitAssertions assertions,
        ActorSystem? system,
        ActorSystemSetup? config,
        string? actorSystemName,
        string? testActorName
    )
    {
        ArgumentNullException.ThrowIfNull(assertions);
        _assertions = assertions;
        InitializeTest(system, config ?? ActorSystemSetup.Empty, actorSystemName, testActorName);
    }

    /// <summary>The settings of the TestKit, with the logger that event filters need.</summary>
    public static Config DefaultConfig => TestConfigs.DefaultConfig;

    /// <summary>Everything that the runtime can log, at level DEBUG.</summary>
    public static Config FullDebugConfig => TestConfigs.FullDebug;

    /// <summary>A clock that never goes back, from some start.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0, TimeProvider.System.GetTimestamp());

    /// <summary>The system that is tested in.</summary>
    public ActorSystem Sys => _system;

    /// <summary>The settings of the TestKit.</summary>
    public TestKitSettings TestKitSettings { get; private set; } = null!;

    /// <summary>The actor whose messages are expected, and from which a test sends.</summary>
    public IActorRef TestActor => _testActor;

    /// <summary>Expects or mutes log events. The system's loggers must have the <see cref="TestEventListener"/>.</summary>
    public EventFilterFactory EventFilter => _eventFilter;

    /// <summary>Logs from the test.</summary>
    public ILoggingAdapter Log => _log;

    /// <summary>True if the test actor has received a message that the test has not looked at.</summary>
    public bool HasMessages => _received.Count > 0;

    /// <summary>The message that was looked at last.</summary>
    /// <exception cref="IllegalActorStateException">None came.</exception>
    public object LastMessage => _last.Message;

    /// <summary>Who sent the message that was looked at last.</summary>
    /// <exception cref="IllegalActorStateException">None came.</exception>
    public IActorRef LastSender => _last.Sender;

    internal ITestKitAssertions TestAssertions => _assertions;

    /// <summary>Makes the test ready: system, settings and test actor.</summary>
    /// <param name="system">The system to test in; null for a new one.</param>
    /// <param name="config">The configuration of a new system.</param>
    /// <param name="actorSystemName">The name of a new system; null for <c>test</c>.</param>
    /// <param name="testActorName">The name of the test actor; null to have one made up.</param>
    protected void InitializeTest(ActorSystem? system, Config config, string? actorSystemName, string? testActorName) =>
        InitializeTest(system, SetupOf(config), actorSystemName, testActorName);

    /// <summary>Makes the test ready: system, settings and test actor. Called by the constructor.</summary>
    /// <param name="system">The system to test in; null for a new one.</param>
    /// <param name="config">How a new system is set up.</param>
    /// <param name="actorSystemName">The name of a new system; null for <c>test</c>.</param>
    /// <param name="testActorName">The name of the test actor; null to have one made up.</param>
    protected virtual void InitializeTest(
        ActorSystem? system,
        ActorSystemSetup config,
        string? actorSystemName,
        string? testActorName
    )
    {
        _system = system ?? CreateSystem(config, actorSystemName ?? "test");
        TestKitSettings = TestKitExtension.For(_system);
        _system.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        _eventFilter = new EventFilterFactory(this);
        _log = Logging.GetLogger(_system, GetType());
        _testActor = (LocalActorRef)CreateTestActor(testActorName ?? NextTestActorName());
        if (this is not INoImplicitSender)
        {
            _implicitSender = ImplicitSender.Install(_testActor.Cell);
        }
        if (system is null)
        {
            Listeners.AwaitReady(_system);
        }
    }

    /// <summary>Creates another actor whose messages this TestKit expects.</summary>
    /// <param name="name">Its name.</param>
    public IActorRef CreateTestActor(string name)
    {
        var props = new Props(typeof(InternalTestActor), [_received]).WithDispatcher("akka.test.test-actor.dispatcher");
        return ((ExtendedActorSystem)_system).SystemActorOf(props, name);
    }

    /// <summary>Creates a probe: another test actor with expectations of its own.</summary>
    /// <param name="name">Its name; null to have one made up.</param>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(_system, name);

    /// <summary>Creates a probe in another system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="name">Its name; null to have one made up.</param>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, _assertions, name);

    /// <summary>Creates a latch whose timeouts are dilated.</summary>
    /// <param name="count">How often it must be counted down.</param>
    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, TestKitSettings.DefaultTimeout, count);

    /// <summary>A point at which several threads wait for one another, each for at most <c>akka.test.default-timeout</c>.</summary>
    /// <param name="count">How many threads.</param>
    public TestBarrier CreateTestBarrier(int count) => new(this, count, TestKitSettings.DefaultTimeout);

    /// <summary>Expects or mutes log events of another system.</summary>
    /// <param name="system">The system.</param>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>Ends the test's system and waits for its end.</summary>
    /// <param name="duration">How long to wait; null for 5 seconds, dilated, but at most 10.</param>
    /// <param name="verifySystemShutdown">True to fail if it takes longer; else that is logged as a warning.</param>
    /// <exception cref="TimeoutException">It takes longer, and <paramref name="verifySystemShutdown"/> is true.</exception>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        try
        {
            Shutdown(_system, duration, verifySystemShutdown);
        }
        finally
        {
            _implicitSender?.Remove();
        }
    }

    /// <summary>Ends a system and waits for its end.</summary>
    /// <param name="system">The system; null for the test's own.</param>
    /// <param name="duration">How long to wait; null for 5 seconds, dilated, but at most 10.</param>
    /// <param name="verifySystemShutdown">True to fail if it takes longer; else that is logged as a warning.</param>
    /// <exception cref="TimeoutException">It takes longer, and <paramref name="verifySystemShutdown"/> is true.</exception>
    protected virtual void Shutdown(ActorSystem? system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        system ??= _system;
        var limit = duration ?? Durations.Min(Dilated(TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(10));
        if (system.Terminate().Wait(limit))
        {
            return;
        }
        var problem =
            $"Failed to stop [{system.Name}] within [{limit}]. Actors that are left:\n{((ExtendedActorSystem)system).PrintTree()}";
        if (verifySystemShutdown)
        {
            throw new TimeoutException(problem);
        }
        system.Log.Warning("{0}", problem);
    }

    private static string NextTestActorName() => $"testActor{Interlocked.Increment(ref s_lastTestActor)}";

    private static ActorSystemSetup SetupOf(Config config) =>
        ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));

    private static ActorSystem CreateSystem(ActorSystemSetup setup, string name)
    {
        var given = setup.Get<BootstrapSetup>();
        var bootstrap = given.HasValue ? given.Value : BootstrapSetup.Create();
        var config = bootstrap.Config.HasValue ? bootstrap.Config.Value.WithFallback(DefaultConfig) : DefaultConfig;
        return ActorSystem.Create(name, setup.WithSetup(bootstrap.WithConfig(config)));
    }

    /// <summary>Fails the test. The result is thrown, should the assertions not do it.</summary>
    private InvalidOperationException Failure(string message)
    {
        _assertions.Fail("{0}", message);
        return new InvalidOperationException(message);
    }

    /// <summary>The result of something that ran in blocking mode, and so has ended.</summary>
    private static T Ended<T>(ValueTask<T> work) => work.GetAwaiter().GetResult();
}
