using System.Reflection;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Creates the serializers that a configuration names.</summary>
internal static class SerializerFactory
{
    private const string SettingsPath = "akka.actor.serialization-settings";

    /// <summary>
    /// Creates a serializer through its constructor with the system and its own section of the configuration, with the
    /// system, or with nothing: the first of these that it has.
    /// </summary>
    public static Serializer Create(string name, string? typeName, ExtendedActorSystem system)
    {
        var type = typeName is null ? null : TypeNames.Find(typeName);
        if (type is null || !type.IsAssignableTo(typeof(Serializer)))
        {
            throw Fault($"'{typeName}' is no type derived from {typeof(Serializer)}");
        }

        foreach (var arguments in Arguments())
        {
            if (type.GetConstructor(Array.ConvertAll(arguments, argument => argument.Type)) is { } constructor)
            {
                return Invoke(constructor, Array.ConvertAll(arguments, argument => argument.Value));
            }
        }

        throw Fault($"{type} has no public constructor with an {nameof(ExtendedActorSystem)}, or with nothing");

        (Type Type, object Value)[][] Arguments()
        {
            var settings = system.Settings.Config.GetConfig($"{SettingsPath}.\"{name}\"") ?? Config.Empty;
            return
            [
                [(typeof(ExtendedActorSystem), system), (typeof(Config), settings)],
                [(typeof(ExtendedActorSystem), system)],
                [],
            ];
        }

        Serializer Invoke(ConstructorInfo constructor, object[] arguments)
        {
            try
            {
                return (Serializer)constructor.Invoke(arguments);
            }
            catch (TargetInvocationException e)
            {
                throw Fault($"the constructor of {type} failed: {e.InnerException?.Message}", e.InnerException);
            }
        }

        ConfigurationException Fault(string what, Exception? cause = null) =>
            new($"The serializer '{name}' of akka.actor.serializers cannot be created: {what}.", cause);
    }
}
