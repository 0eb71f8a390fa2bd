using System.Runtime.Serialization;
using Akka.Serialization;
using Akka.Util;

namespace CacheActors.Persistence.Sql;

/// <summary>Events and snapshots to bytes and back, by the serializers of the actor system.</summary>
internal sealed class PayloadCodec(Serialization serialization, string? defaultSerializer)
{
    public (byte[] Bytes, string Manifest, int SerializerId) Encode(object payload)
    {
        var serializer = serialization.FindSerializerForType(payload.GetType(), defaultSerializer);
        return (serializer.ToBinary(payload), Serialization.ManifestFor(serializer, payload), serializer.Identifier);
    }

    /// <summary>Reads what was stored as the event or snapshot that the other arguments name.</summary>
    /// <exception cref="SerializationException">It cannot be read; the message says what, and why.</exception>
    public object Decode(
        byte[] bytes,
        string manifest,
        int? serializerId,
        string what,
        string persistenceId,
        long sequenceNr
    )
    {
        try
        {
            return Decode(bytes, manifest, serializerId)
                ?? throw new SerializationException("The serializer made null of it.");
        }
        catch (Exception e)
        {
            throw new SerializationException(
                $"{what} {sequenceNr} of '{persistenceId}' cannot be read "
                    + $"(serializer {serializerId?.ToString() ?? "by type"}, manifest '{manifest}'): {e.Message}",
                e
            );
        }
    }

    private object? Decode(byte[] bytes, string manifest, int? serializerId)
    {
        if (serializerId is { } id)
        {
            return serialization.Deserialize(bytes, id, manifest);
        }

        var type = TypeNames.Find(manifest) ?? throw new SerializationException($"There is no type '{manifest}'.");
        return serialization.FindSerializerForType(type, defaultSerializer).FromBinary(bytes, type);
    }
}
