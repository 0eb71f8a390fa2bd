using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Akka.Actor;

public abstract partial class ActorPath
{
    /// <summary>Reads a path.</summary>
    /// <param name="path">Text such as <c>akka://system/user/orders#17</c>.</param>
    /// <exception cref="UriFormatException">The text is no path.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var result)
            ? result
            : throw new UriFormatException(
                $"\"{path}\" is no path of an actor; it looks like akka://system/user/name."
            );

    /// <summary>Reads a path.</summary>
    /// <param name="path">Text such as <c>akka://system/user/orders#17</c>.</param>
    /// <param name="actorPath">The path.</param>
    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        return TryParseAddress(path, out var address, out string? rest)
            && TryParse(new RootActorPath(address), rest, out actorPath);
    }

    /// <summary>Reads the part of a path that follows the address.</summary>
    /// <param name="basePath">What the path is below.</param>
    /// <param name="absoluteUri">The elements, each after a slash.</param>
    /// <param name="actorPath">The path.</param>
    public static bool TryParse(ActorPath basePath, string absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        if (!absoluteUri.StartsWith('/'))
        {
            return false;
        }
        var uid = 0L;
        var end = absoluteUri.LastIndexOf('#');
        if (end >= 0)
        {
            var digits = absoluteUri.AsSpan(end + 1);
            if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out uid))
            {
                return false;
            }
        }
        var names = (end < 0 ? absoluteUri : absoluteUri[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var path = basePath;
        for (var i = 0; i < names.Length; i++)
        {
            path = new ChildActorPath(path, names[i], i == names.Length - 1 ? uid : 0);
        }
        actorPath = path;
        return true;
    }

    /// <summary>Reads the address that a path begins with.</summary>
    /// <param name="path">The path's text.</param>
    /// <param name="address">The address.</param>
    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address) =>
        Address.TryParse(path, out address);

    /// <summary>Parses the address at the beginning of a path.</summary>
    /// <param name="path">The path's text.</param>
    /// <param name="address">The address.</param>
    /// <param name="absoluteUri">The rest.</param>
    public static bool TryParseAddress(
        string path,
        [NotNullWhen(true)] out Address? address,
        out ReadOnlySpan<char> absoluteUri
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        return Address.TryParse(path.AsSpan(), out address, out absoluteUri);
    }

    /// <summary>Parses a path without address.</summary>
    /// <param name="basePath">Where it begins.</param>
    /// <param name="absoluteUri">The path's text.</param>
    /// <param name="actorPath">The path.</param>
    public static bool TryParse(
        ActorPath basePath,
        ReadOnlySpan<char> absoluteUri,
        [NotNullWhen(true)] out ActorPath? actorPath
    ) => TryParse(basePath, absoluteUri.ToString(), out actorPath);

    /// <summary>True if an actor can have this name.</summary>
    /// <param name="s">The name.</param>
    public static bool IsValidPathElement(string s)
    {
        if (s.Length == 0 || s[0] == '$')
        {
            return false;
        }
        for (var i = 0; i < s.Length; i++)
        {
            var c = s[i];
            if (char.IsAsciiLetterOrDigit(c) || ValidSymbols.Contains(c))
            {
                continue;
            }
            var escape =
                c == '%' && i + 2 < s.Length && char.IsAsciiHexDigit(s[i + 1]) && char.IsAsciiHexDigit(s[i + 2]);
            if (!escape)
            {
                return false;
            }
            i += 2;
        }
        return true;
    }

    /// <summary>Joins names to the text of a path without address.</summary>
    /// <param name="pathElements">The names from the top down.</param>
    public static string FormatPathElements(IEnumerable<string> pathElements) => string.Join('/', pathElements);

    private static bool TryParseAddress(
        string path,
        [NotNullWhen(true)] out Address? address,
        [NotNullWhen(true)] out string? rest
    ) => Address.TryParse(path, out address, out rest);
}
