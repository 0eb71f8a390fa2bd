using Akka.Actor;
using Akka.Configuration;
using Xunit;

namespace ActorRuntime.Tests.Actor;

/// <summary>A test with an actor system of its own, which ends with it.</summary>
public abstract class ActorTest : IAsyncLifetime
{
    /// <summary>How long a test waits for something that must come. Long: the machine may be busy.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected ActorTest(string hocon = "")
    {
        Sys = ActorSystem.Create(
            "test",
            ConfigurationFactory.ParseString(
                hocon + "\nakka.loggers = [], akka.stdout-loglevel = OFF"
            )
        );
    }

    protected ActorSystem Sys { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Sys.Terminate().WaitAsync(Patience);

    protected Probe NewProbe() => new(Sys);

    /// <summary>An actor that is written down in the test.</summary>
    protected IActorRef Start(Action<Scripted> script, string? name = null) =>
        Sys.ActorOf(Scripted.Props(script), name);

    /// <summary>Waits until everything sent to an actor so far was handled.</summary>
    protected static async Task Settle(IActorRef actor) =>
        await actor.Ask<ActorIdentity>(new Identify(messageId: null), Patience);

    /// <summary>
    /// Waits until the guardian knows of all actors that have stopped: their watchers may hear of it before their parent.
    /// </summary>
    protected async Task NamesAreFree() => await Sys.ActorSelection("/user").ResolveOne(Patience);
}
