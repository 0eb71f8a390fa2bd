using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Finds the identifiers of serializers that do not bring their own.</summary>
public static class SerializerIdentifierHelper
{
    internal const string Path = "akka.actor.serialization-identifiers";

    /// <summary>The identifier that <c>akka.actor.serialization-identifiers</c> gives to a type of serializer.</summary>
    /// <param name="type">The type.</param>
    /// <param name="system">The system whose configuration is read.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(system);
        foreach (var (name, identifier) in system.Settings.Config.GetConfig(Path)?.AsEnumerable() ?? [])
        {
            if (TypeNames.Find(name) == type)
            {
                return identifier.GetInt();
            }
        }

        throw new ArgumentException(
            $"The serializer {type.TypeQualifiedName()} has no identifier. Override {nameof(Serializer.Identifier)}, or set it: "
                + $"{Path} {{ \"{type.TypeQualifiedName()}\" = <a number above 16> }}.",
            nameof(type)
        );
    }
}
