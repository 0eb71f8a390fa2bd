using System.Diagnostics.CodeAnalysis;
using Akka.Util;

namespace Akka.Actor;

/// <summary>
/// Where an actor system is: protocol and system name, and host and port if it can be reached from other processes.
/// Written as <c>akka://system</c> or <c>akka.tcp://system@host:port</c>.
/// </summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ICloneable, ISurrogated
{
    /// <summary>Orders addresses by their parts: protocol, system, host, port.</summary>
    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create(
        static (left, right) => left.CompareTo(right)
    );

    /// <summary>Stands for every system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    private readonly string _text;

    /// <summary>Creates an address.</summary>
    /// <param name="protocol">The protocol, "akka" in one process.</param>
    /// <param name="system">The system's name.</param>
    /// <param name="host">The host, or null if the system is local.</param>
    /// <param name="port">The port, or null.</param>
    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
        _text =
            Host is null ? $"{protocol}://{system}"
            : port is null ? $"{protocol}://{system}@{Host}"
            : $"{protocol}://{system}@{Host}:{port}";
    }

    /// <summary>The protocol.</summary>
    public string Protocol { get; }

    /// <summary>The system's name.</summary>
    public string System { get; }

    /// <summary>The host; null if the system is local.</summary>
    public string? Host { get; }

    /// <summary>The port, or null.</summary>
    public int? Port { get; }

    /// <summary>True if the address has meaning only in this process.</summary>
    public bool HasLocalScope => Host is null;

    /// <summary>True if the address can be used from other processes.</summary>
    public bool HasGlobalScope => Host is not null;

    /// <summary>True if both name the same place.</summary>
    /// <param name="left">One address.</param>
    /// <param name="right">The other address.</param>
    public static bool operator ==(Address? left, Address? right) => Equals(left, right);

    /// <summary>True if they name different places.</summary>
    /// <param name="left">One address.</param>
    /// <param name="right">The other address.</param>
    public static bool operator !=(Address? left, Address? right) => !Equals(left, right);

    /// <summary>Reads an address.</summary>
    /// <param name="address">Text such as <c>akka://system</c>.</param>
    /// <exception cref="UriFormatException">The text is no address.</exception>
    public static Address Parse(string address) =>
        TryParse(address, out var result)
            ? result
            : throw new UriFormatException(
                $"\"{address}\" is no address of an actor system; it looks like akka://system or akka.tcp://system@host:port."
            );

    /// <summary>Reads an address.</summary>
    /// <param name="path">Text that begins with an address.</param>
    /// <param name="address">The address.</param>
    public static bool TryParse(string path, [NotNullWhen(true)] out Address? address) =>
        TryParse(path, out address, out string? _);

    /// <summary>Reads an address and what follows it.</summary>
    /// <param name="path">Text that begins with an address.</param>
    /// <param name="address">The address.</param>
    /// <param name="absolutUri">What follows, beginning with a slash.</param>
    public static bool TryParse(
        string path,
        [NotNullWhen(true)] out Address? address,
        [NotNullWhen(true)] out string? absolutUri
    )
    {
        address = null;
        absolutUri = null;
        var colon = path.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0 || !IsProtocol(path.AsSpan(0, colon)))
        {
            return false;
        }
        var start = colon + 3;
        var end = path.IndexOf('/', start);
        end = end < 0 ? path.Length : end;
        if (!TryParseAuthority(path[..colon], path.AsSpan(start, end - start), out address))
        {
            return false;
        }
        absolutUri = end == path.Length ? "/" : path[end..];
        return true;
    }

    /// <summary>Parses an address.</summary>
    /// <param name="span">Its text.</param>
    /// <param name="address">The address.</param>
    public static bool TryParse(ReadOnlySpan<char> span, [NotNullWhen(true)] out Address? address) =>
        TryParse(span.ToString(), out address);

    /// <summary>Parses the address at the beginning of a path.</summary>
    /// <param name="span">The path's text.</param>
    /// <param name="address">The address.</param>
    /// <param name="absolutUri">The rest.</param>
    public static bool TryParse(
        ReadOnlySpan<char> span,
        [NotNullWhen(true)] out Address? address,
        out ReadOnlySpan<char> absolutUri
    )
    {
        var parsed = TryParse(span.ToString(), out address, out string? rest);
        absolutUri = rest;
        return parsed;
    }

    /// <summary>The same place at another host.</summary>
    /// <param name="host">The host.</param>
    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);

    /// <summary>The same place at another port.</summary>
    /// <param name="port">The port.</param>
    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    /// <summary>The same place by another protocol.</summary>
    /// <param name="protocol">The protocol.</param>
    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    /// <summary>Another system at the same place.</summary>
    /// <param name="system">The system's name.</param>
    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    /// <summary>The address without its protocol.</summary>
    public string HostPort() => _text[(Protocol.Length + 3)..];

    /// <inheritdoc/>
    public object Clone() => new Address(Protocol, System, Host, Port);

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) =>
        new AddressSurrogate
        {
            Protocol = Protocol,
            System = System,
            Host = Host,
            Port = Port,
        };

    /// <inheritdoc/>
    public bool Equals(Address? other) =>
        ReferenceEquals(this, other)
        || (other is not null && string.Equals(_text, other._text, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Address);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(Address? other) => string.CompareOrdinal(_text, other?._text);

    int IComparable.CompareTo(object? obj) => CompareTo(obj as Address);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static bool IsProtocol(ReadOnlySpan<char> protocol)
    {
        foreach (var c in protocol)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '+'))
            {
                return false;
            }
        }
        return char.IsAsciiLetter(protocol[0]);
    }

    private static bool TryParseAuthority(
        string protocol,
        ReadOnlySpan<char> authority,
        [NotNullWhen(true)] out Address? address
    )
    {
        address = null;
        var at = authority.IndexOf('@');
        if (at < 0)
        {
            // A port needs a host, and a host a system.
            address =
                authority.Length == 0 || authority.Contains(':') ? null : new Address(protocol, authority.ToString());
            return address is not null;
        }
        var system = authority[..at];
        var host = authority[(at + 1)..];
        int? port = null;
        var colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']')) // The colons of [::1] belong to the host.
        {
            if (!ushort.TryParse(host[(colon + 1)..], out var number))
            {
                return false;
            }
            port = number;
            host = host[..colon];
        }
        if (system.Length == 0 || host.Length == 0)
        {
            return false;
        }
        address = new Address(protocol, system.ToString(), host.ToString(), port);
        return true;
    }

    /// <summary>An address as it is serialized.</summary>
    public sealed class AddressSurrogate : ISurrogate
    {
        /// <summary>The protocol.</summary>
        public string Protocol { get; set; } = "";

        /// <summary>The system's name.</summary>
        public string System { get; set; } = "";

        /// <summary>The host, or null.</summary>
        public string? Host { get; set; }

        /// <summary>The port, or null.</summary>
        public int? Port { get; set; }

        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) => new Address(Protocol, System, Host, Port);
    }
}
