using Akka.Actor;

namespace Akka.Serialization;

/// <summary>
/// Turns objects into bytes and back. Bytes are stored together with the serializer's identifier, and with a manifest
/// (the name of the object's type) if it asks for one. Used by many threads at once.
/// </summary>
public abstract class Serializer
{
    /// <summary>The system that this serializer belongs to.</summary>
    protected readonly ExtendedActorSystem system;

    private int? _identifier;

    /// <summary>Creates a serializer.</summary>
    /// <param name="system">The system that it belongs to.</param>
    protected Serializer(ExtendedActorSystem system) => this.system = system;

    /// <summary>
    /// Tells this serializer from all others, in everything that was ever stored: it must never change. 0 to 16 are taken.
    /// Unless overridden it is what <c>akka.actor.serialization-identifiers</c> says for this type.
    /// </summary>
    /// <exception cref="ArgumentException">It is not overridden, and the configuration has none.</exception>
    public virtual int Identifier =>
        _identifier ??= SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system);

    /// <summary>Whether the name of the object's type is stored beside the bytes, because they alone do not tell it.</summary>
    public abstract bool IncludeManifest { get; }

    /// <summary>Turns an object into bytes.</summary>
    /// <param name="obj">The object.</param>
    public abstract byte[] ToBinary(object obj);

    /// <summary>Turns an object into bytes in which references have an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="obj">The object.</param>
    public byte[] ToBinaryWithAddress(Address address, object obj) =>
        Akka.Serialization.Serialization.WithTransport(system, address, () => ToBinary(obj));

    /// <summary>Turns bytes into an object.</summary>
    /// <param name="bytes">What <see cref="ToBinary"/> made.</param>
    /// <param name="type">The type of the object; null if no manifest was stored.</param>
    public abstract object? FromBinary(byte[] bytes, Type? type);

    /// <summary>Turns bytes into an object of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="bytes">What <see cref="ToBinary"/> made.</param>
    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T))!;
}
