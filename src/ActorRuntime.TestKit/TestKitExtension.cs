using Akka.Actor;
using Akka.TestKit.Configs;

namespace Akka.TestKit;

/// <summary>Makes the settings of the TestKit known to a system.</summary>
public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    /// <summary>The settings of a system.</summary>
    /// <param name="system">The system.</param>
    public static TestKitSettings For(ActorSystem system) => new TestKitExtension().Apply(system);

    /// <inheritdoc/>
    public override TestKitSettings CreateExtension(ExtendedActorSystem system)
    {
        // A system that was made without the TestKit does not have its dispatchers yet.
        system.Settings.InjectTopLevelFallback(TestConfigs.Reference);
        return new TestKitSettings(system.Settings.Config);
    }
}
