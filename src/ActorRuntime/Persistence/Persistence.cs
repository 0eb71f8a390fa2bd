using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The extension that gives an actor system journals and snapshot stores.</summary>
public class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    /// <summary>The extension's id.</summary>
    public static Persistence Instance { get; } = new();

    /// <summary>The settings of persistence with their defaults.</summary>
    public static Config DefaultConfig() => ConfigurationFactory.Default();

    /// <inheritdoc/>
    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);
}
