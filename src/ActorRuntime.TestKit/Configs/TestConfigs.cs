using Akka.Configuration;

namespace Akka.TestKit.Configs;

/// <summary>Configurations for tests.</summary>
public static class TestConfigs
{
    /// <summary>The settings of the TestKit, with the logger that event filters need.</summary>
    public static Config DefaultConfig { get; } =
        ConfigurationFactory
            .ParseString("akka.loggers = [\"Akka.TestKit.TestEventListener, Akka.TestKit\"]")
            .WithFallback(Reference);

    /// <summary>Has a system use the <see cref="TestScheduler"/>.</summary>
    public static Config TestSchedulerConfig { get; } =
        ConfigurationFactory.ParseString(
            "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\""
        );

    internal static Config FullDebug { get; } =
        ConfigurationFactory.FromResource("full-debug.conf", typeof(TestConfigs).Assembly);

    /// <summary>The defaults of <c>akka.test</c>.</summary>
    internal static Config Reference => ReferenceHolder.Value;

    private static class ReferenceHolder
    {
        public static readonly Config Value = ConfigurationFactory.FromResource(
            "testkit.conf",
            typeof(TestConfigs).Assembly
        );
    }
}
