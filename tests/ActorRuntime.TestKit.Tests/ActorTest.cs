using Akka.Configuration;
using Xunit.Abstractions;
using TestKitOfXunit = Akka.TestKit.Xunit2.TestKit;

namespace ActorRuntime.TestKit.Tests;

/// <summary>A test that waits long for what must come, so that a busy machine fails nothing.</summary>
public abstract class ActorTest : TestKitOfXunit
{
    private const string Patience = """
        akka.stdout-loglevel = OFF
        akka.test {
          single-expect-default = 60s
          filter-leeway = 60s
          default-timeout = 60s
        }
        """;

    /// <summary>How long to wait for what must not come.</summary>
    protected static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(30);

    protected ActorTest(string config = "", ITestOutputHelper? output = null)
        : base(ConfigurationFactory.ParseString(config).WithFallback(Patience), output: output) { }

    protected void Send(params object[] messages)
    {
        foreach (var message in messages)
        {
            TestActor.Tell(message, TestActor);
        }
    }
}
