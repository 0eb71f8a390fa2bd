using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>
/// A serializer that names the types itself, so that a class can be renamed and its stored form can have versions. It
/// should override <see cref="Serializer.Identifier"/>.
/// </summary>
public abstract class SerializerWithStringManifest : Serializer
{
    /// <summary>Creates a serializer.</summary>
    /// <param name="system">The system that it belongs to.</param>
    protected SerializerWithStringManifest(ExtendedActorSystem system)
        : base(system) { }

    /// <summary>Always true.</summary>
    public sealed override bool IncludeManifest => true;

    /// <summary>The name that is stored beside an object's bytes.</summary>
    /// <param name="o">The object.</param>
    public abstract string Manifest(object o);

    /// <summary>Turns bytes into an object.</summary>
    /// <param name="bytes">What <see cref="Serializer.ToBinary"/> made.</param>
    /// <param name="manifest">The name that was stored with them.</param>
    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>Turns bytes into an object, with the qualified name of the type as manifest.</summary>
    /// <param name="bytes">What <see cref="Serializer.ToBinary"/> made.</param>
    /// <param name="type">The type of the object.</param>
    public sealed override object? FromBinary(byte[] bytes, Type? type) =>
        FromBinary(bytes, type is null ? "" : type.TypeQualifiedName());
}
