using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Serialization;

/// <summary>
/// Serializers that are registered in code; part of an <see cref="Actor.Setup.ActorSystemSetup"/>. They win over those of the
/// configuration.
/// </summary>
public sealed class SerializationSetup : Actor.Setup.Setup
{
    private SerializationSetup(Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> createSerializers)
    {
        CreateSerializers = createSerializers;
    }

    /// <summary>Creates the serializers.</summary>
    public Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> CreateSerializers { get; }

    /// <summary>Describes serializers.</summary>
    /// <param name="createSerializers">Creates them; called once per system, at its start.</param>
    public static SerializationSetup Create(
        Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> createSerializers
    ) => new(createSerializers);
}
