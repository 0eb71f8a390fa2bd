using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>The settings of the TestKit: the section <c>akka.test</c>.</summary>
public class TestKitSettings : IExtension
{
    /// <summary>Reads the settings.</summary>
    /// <param name="config">The configuration of the system, the defaults of the TestKit among it.</param>
    /// <exception cref="ConfigurationException">A value is missing, or <c>akka.test.timefactor</c> is not above 0.</exception>
    public TestKitSettings(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        DefaultTimeout = Duration(config, "akka.test.default-timeout");
        SingleExpectDefault = Duration(config, "akka.test.single-expect-default");
        TestEventFilterLeeway = Duration(config, "akka.test.filter-leeway");
        TestTimeFactor = config.GetDouble("akka.test.timefactor");
        if (TestTimeFactor <= 0)
        {
            throw new ConfigurationException($"akka.test.timefactor must be above 0; it is {TestTimeFactor}.");
        }
    }

    /// <summary>How long a <see cref="TestLatch"/> and questions to the test actor wait.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long <c>ExpectMsg</c> and its relatives wait that are called without a timeout.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long an event filter waits for events after its block has ended.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>What timeouts are multiplied by.</summary>
    public double TestTimeFactor { get; }

    private static TimeSpan Duration(Config config, string path) =>
        config.HasPath(path)
            ? config.GetTimeSpan(path, allowInfinite: false)
            : throw new ConfigurationException($"{path} is not configured.");
}
