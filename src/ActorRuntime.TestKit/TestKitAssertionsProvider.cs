using Akka.Actor;

namespace Akka.TestKit;

/// <summary>The assertions of the test framework that a system is tested with.</summary>
/// <param name="assertions">The assertions.</param>
public class TestKitAssertionsProvider(ITestKitAssertions assertions) : IExtension
{
    /// <summary>The assertions.</summary>
    public ITestKitAssertions Assertions { get; } = assertions;
}
