using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Serializes null: no bytes.</summary>
/// <param name="system">The system that it belongs to.</param>
public class NullSerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <summary>0.</summary>
    public override int Identifier => 0;

    /// <summary>False.</summary>
    public override bool IncludeManifest => false;

    /// <summary>No bytes, whatever the object is.</summary>
    /// <param name="obj">Null.</param>
    public override byte[] ToBinary(object? obj) => [];

    /// <summary>Null, whatever the bytes are.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="type">The type.</param>
    public override object? FromBinary(byte[] bytes, Type? type) => null;
}
