using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Serializes arrays of bytes: as they are.</summary>
/// <param name="system">The system that it belongs to.</param>
public class ByteArraySerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <summary>4.</summary>
    public override int Identifier => 4;

    /// <summary>False.</summary>
    public override bool IncludeManifest => false;

    /// <summary>The array itself.</summary>
    /// <param name="obj">An array of bytes.</param>
    /// <exception cref="NotSupportedException">It is something else.</exception>
    public override byte[] ToBinary(object obj) =>
        obj as byte[]
        ?? throw new NotSupportedException($"Only arrays of bytes are serialized here, not {obj?.GetType()}.");

    /// <summary>The array itself.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="type">Not used.</param>
    public override object FromBinary(byte[] bytes, Type? type) => bytes;
}
