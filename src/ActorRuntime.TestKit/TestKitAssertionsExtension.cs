using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Makes the assertions of a test framework known to a system.</summary>
/// <param name="assertions">The assertions.</param>
public class TestKitAssertionsExtension(ITestKitAssertions assertions) : ExtensionIdProvider<TestKitAssertionsProvider>
{
    /// <summary>The assertions of a system; null if it has none.</summary>
    /// <param name="system">The system.</param>
    public static TestKitAssertionsProvider For(ActorSystem system) => system.GetExtension<TestKitAssertionsProvider>();

    /// <inheritdoc/>
    public override TestKitAssertionsProvider CreateExtension(ExtendedActorSystem system) => new(assertions);
}
