using Akka.Actor;

namespace Akka.Serialization;

/// <summary>For whom is serialized: the system, and the address that references get.</summary>
/// <param name="address">The address.</param>
/// <param name="system">The system.</param>
public sealed class Information(Address address, ActorSystem system) : IEquatable<Information>
{
    /// <summary>The address that references get.</summary>
    public Address Address { get; } = address;

    /// <summary>The system.</summary>
    public ActorSystem System { get; } = system;

    /// <summary>True if both are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Information? left, Information? right) => Equals(left, right);

    /// <summary>True if they differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Information? left, Information? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(Information? other) =>
        other is not null && Equals(Address, other.Address) && Equals(System, other.System);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Information);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, System);
}
