using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>
/// The base class of xunit tests of actors: each test has an actor system of its own, which ends with the test. What is logged
/// goes to the test's output.
/// </summary>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>The test's output; null if there is none.</summary>
    protected readonly ITestOutputHelper? Output;

    private bool _disposed;

    /// <summary>Tests in a system.</summary>
    /// <param name="system">The system, which ends with the test; null for a new one.</param>
    /// <param name="output">Where log events go; null for nowhere but the system's loggers.</param>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Tests in a new system.</summary>
    /// <param name="config">How it is set up; the defaults of the TestKit count where its configuration says nothing.</param>
    /// <param name="actorSystemName">Its name; null for <c>test</c>.</param>
    /// <param name="output">Where log events go; null for nowhere but the system's loggers.</param>
    public TestKit(ActorSystemSetup config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Tests in a new system.</summary>
    /// <param name="config">Its configuration; the defaults of the TestKit count where it says nothing.</param>
    /// <param name="actorSystemName">Its name; null for <c>test</c>.</param>
    /// <param name="output">Where log events go; null for nowhere but the system's loggers.</param>
    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Tests in a new system.</summary>
    /// <param name="config">Its configuration, in HOCON; the defaults of the TestKit count where it says nothing.</param>
    /// <param name="output">Where log events go; null for nowhere but the system's loggers.</param>
    public TestKit(string config, ITestOutputHelper? output = null)
        : this(ConfigurationFactory.ParseString(config), actorSystemName: null, output) { }

    /// <summary>The settings of the TestKit, with the logger that event filters need.</summary>
    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>Everything that the runtime can log, at level DEBUG.</summary>
    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    /// <summary>xunit's assertions.</summary>
    protected static XunitAssertions Assertions { get; } = new();

    /// <summary>Ends the test and its system.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends the log events of a system to the test's output, if there is one.</summary>
    /// <param name="system">The system.</param>
    protected void InitializeLogger(ActorSystem system) => AddLogger(system, Output, "log-test");

    /// <summary>Sends the log events of a system to the test's output, if there is one.</summary>
    /// <param name="system">The system.</param>
    /// <param name="prefix">Is put before every line, to tell several systems apart.</param>
    protected void InitializeLogger(ActorSystem system, string prefix) =>
        AddLogger(
            system,
            Output is null || string.IsNullOrEmpty(prefix) ? Output : new PrefixedOutput(Output, prefix),
            "log-test"
        );

    /// <summary>Called when the test has ended: ends the system. An override must call it.</summary>
    protected virtual void AfterAll() => Shutdown();

    /// <summary>Ends the test; calls <see cref="AfterAll"/>, once.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            AfterAll();
        }
    }

    private static void AddLogger(ActorSystem system, ITestOutputHelper? output, string name)
    {
        if (output is null)
        {
            return;
        }
        var props = new Props(typeof(TestOutputLogger), [output]);
        var logger = ((ExtendedActorSystem)system).SystemActorOf(props, name);
        logger
            .Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), system.Settings.LoggerStartTimeout)
            .GetAwaiter()
            .GetResult();
    }
}
