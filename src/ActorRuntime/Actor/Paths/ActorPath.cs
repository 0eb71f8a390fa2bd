using System.Text;
using Akka.Util;

namespace Akka.Actor;

/// <summary>
/// Where an actor sits in the tree of its system, such as <c>akka://system/user/orders/17</c>. Paths are compared without
/// the uid, which tells apart actors that had the same path one after the other.
/// </summary>
public abstract partial class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    /// <summary>The characters a name may hold beside ASCII letters and digits.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private readonly ActorPath? _parent;

    private protected ActorPath(string name)
    {
        Name = name;
    }

    /// <summary>Creates a path below another.</summary>
    /// <param name="parentPath">The path above.</param>
    /// <param name="name">The name.</param>
    /// <param name="uid">Tells apart actors that have the same path one after the other; 0 if unknown.</param>
    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        _parent = parentPath;
        Name = name;
        Uid = uid;
    }

    /// <summary>The last element.</summary>
    public string Name { get; }

    /// <summary>Tells apart actors that have the same path one after the other; 0 if unknown.</summary>
    public long Uid { get; }

    /// <summary>The path above; a root is its own parent.</summary>
    public ActorPath Parent => _parent ?? this;

    /// <summary>The number of elements; 0 for a root.</summary>
    public int Depth
    {
        get
        {
            var depth = 0;
            for (var path = this; path._parent is not null; path = path._parent)
            {
                depth++;
            }
            return depth;
        }
    }

    /// <summary>The topmost path.</summary>
    public ActorPath Root
    {
        get
        {
            var path = this;
            while (path._parent is not null)
            {
                path = path._parent;
            }
            return path;
        }
    }

    /// <summary>The address of the actor's system.</summary>
    public Address Address => Root.RootAddress!;

    /// <summary>The names from the top down, without the root.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var depth = Depth;
            if (depth == 0)
            {
                return [];
            }
            var elements = new string[depth];
            for (var path = this; depth > 0; path = path._parent!)
            {
                elements[--depth] = path.Name;
            }
            return elements;
        }
    }

    private protected virtual Address? RootAddress => null;

    /// <summary>The path of a child.</summary>
    /// <param name="path">The path above.</param>
    /// <param name="name">The child's name; slashes separate several.</param>
    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    /// <summary>The path of a descendant.</summary>
    /// <param name="path">The path above.</param>
    /// <param name="name">The names from the top down; empty ones are left out.</param>
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name)
    {
        foreach (var element in name)
        {
            path = element.Length == 0 ? path : path.Child(element);
        }
        return path;
    }

    /// <summary>True if both are the same place.</summary>
    /// <param name="left">One path.</param>
    /// <param name="right">The other path.</param>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left?.Equals(right) ?? right is null;

    /// <summary>True if they are different places.</summary>
    /// <param name="left">One path.</param>
    /// <param name="right">The other path.</param>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>The path of a child.</summary>
    /// <param name="childName">The child's name; slashes separate several.</param>
    public ActorPath Child(string childName)
    {
        ActorPath path = this;
        foreach (var part in childName.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = new ChildActorPath(path, part, uid: 0);
        }
        return path;
    }

    /// <summary>The path this many steps from the root (positive) or above this path (negative).</summary>
    /// <param name="depth">The number of elements to keep, or the number of steps up as a negative number.</param>
    public ActorPath ParentOf(int depth)
    {
        var path = this;
        for (var steps = depth >= 0 ? Depth - depth : -depth; steps > 0; steps--)
        {
            path = path.Parent;
        }
        return path;
    }

    /// <summary>The same path with another uid.</summary>
    /// <param name="uid">The uid; 0 if unknown.</param>
    public ActorPath WithUid(long uid) => uid == Uid || _parent is null ? this : new ChildActorPath(_parent, Name, uid);

    /// <summary>The path without the address, such as <c>/user/orders/17</c>.</summary>
    public string ToStringWithoutAddress() => Write(new StringBuilder()).ToString();

    /// <summary>The path with its address.</summary>
    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>The path with an address; its own, if that has a host.</summary>
    /// <param name="address">The address to use.</param>
    public string ToStringWithAddress(Address address)
    {
        var own = Address;
        return Write(new StringBuilder((own.Host is null ? address : own).ToString())).ToString();
    }

    /// <summary>The path with its address and uid.</summary>
    public string ToStringWithUid() => AppendUid(ToStringWithAddress());

    /// <summary>The form that identifies the actor after deserialization: with address and uid.</summary>
    public string ToSerializationFormat() => ToStringWithUid();

    /// <summary>The form that identifies the actor after deserialization, with an address.</summary>
    /// <param name="address">The address to use if the path's own has no host.</param>
    public string ToSerializationFormatWithAddress(Address address) => AppendUid(ToStringWithAddress(address));

    /// <inheritdoc/>
    public override string ToString() => ToStringWithAddress();

    /// <inheritdoc/>
    public bool Equals(ActorPath? other)
    {
        ActorPath? left = this;
        var right = other;
        while (left is not null && right is not null)
        {
            if (ReferenceEquals(left, right))
            {
                return true;
            }
            if (!string.Equals(left.Name, right.Name, StringComparison.Ordinal))
            {
                return false;
            }
            if (left._parent is null && right._parent is null)
            {
                return left.RootAddress!.Equals(right.RootAddress);
            }
            left = left._parent;
            right = right._parent;
        }
        return false;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var path = this; path is not null; path = path._parent)
        {
            hash.Add(path.Name, StringComparer.Ordinal);
        }
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    private string AppendUid(string text) => Uid == 0 ? text : $"{text}#{Uid}";

    private StringBuilder Write(StringBuilder text)
    {
        if (_parent is null)
        {
            return text.Append('/').Append(Name);
        }
        foreach (var element in Elements)
        {
            text.Append('/').Append(element);
        }
        return text;
    }

    /// <summary>A path as it is serialized.</summary>
    /// <param name="path">The path's text.</param>
    public sealed class Surrogate(string path) : ISurrogate, IEquatable<Surrogate>
    {
        /// <summary>The path's text.</summary>
        public string Path { get; } = path;

        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) => Parse(Path);

        /// <inheritdoc/>
        public bool Equals(Surrogate? other) =>
            other is not null && string.Equals(Path, other.Path, StringComparison.Ordinal);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => Equals(obj as Surrogate);

        /// <inheritdoc/>
        public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
    }
}

/// <summary>The top of a system's tree.</summary>
/// <param name="address">The system's address.</param>
/// <param name="name">The name, usually empty.</param>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(name)
{
    private protected override Address RootAddress { get; } = address;
}

/// <summary>A path below another.</summary>
/// <param name="parentPath">The path above.</param>
/// <param name="name">The name.</param>
/// <param name="uid">Tells apart actors that have the same path one after the other; 0 if unknown.</param>
public sealed class ChildActorPath(ActorPath parentPath, string name, long uid) : ActorPath(parentPath, name, uid);
