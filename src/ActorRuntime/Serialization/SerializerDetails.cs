using System.Collections.Immutable;

namespace Akka.Serialization;

/// <summary>A serializer that is registered in code, with its name and the types it serves.</summary>
public sealed class SerializerDetails
{
    private SerializerDetails(string alias, Serializer serializer, ImmutableHashSet<Type> useFor)
    {
        Alias = alias;
        Serializer = serializer;
        UseFor = useFor;
    }

    /// <summary>Its name, as in <c>akka.actor.serializers</c>.</summary>
    public string Alias { get; }

    /// <summary>The serializer.</summary>
    public Serializer Serializer { get; }

    /// <summary>The types it serves, and all that derives from them or implements them.</summary>
    public ImmutableHashSet<Type> UseFor { get; }

    /// <summary>Describes a serializer.</summary>
    /// <param name="alias">Its name.</param>
    /// <param name="serializer">The serializer.</param>
    /// <param name="useFor">The types it serves.</param>
    public static SerializerDetails Create(string alias, Serializer serializer, ImmutableHashSet<Type> useFor) =>
        new(alias, serializer, useFor);
}
