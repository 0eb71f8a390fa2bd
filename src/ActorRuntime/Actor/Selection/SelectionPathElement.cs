using Akka.Util;

namespace Akka.Actor;

/// <summary>One element of the path of an <see cref="ActorSelection"/>.</summary>
public abstract class SelectionPathElement
{
    /// <summary>Reads an element.</summary>
    internal static SelectionPathElement Parse(string element) =>
        element switch
        {
            ".." => SelectParent.Instance,
            "**" => SelectChildRecursive.Instance,
            _ when element.AsSpan().IndexOfAny('*', '?') >= 0 => new SelectChildPattern(element),
            _ => new SelectChildName(element),
        };
}

/// <summary>The child of a name.</summary>
/// <param name="name">The name.</param>
public class SelectChildName(string name) : SelectionPathElement
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj is SelectChildName other && string.Equals(Name, other.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>All children whose name matches a pattern.</summary>
/// <param name="patternStr">The pattern: <c>*</c> stands for any characters, <c>?</c> for one.</param>
public class SelectChildPattern(string patternStr) : SelectionPathElement
{
    /// <summary>The pattern.</summary>
    public string PatternStr { get; } = patternStr;

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj is SelectChildPattern other && string.Equals(PatternStr, other.PatternStr, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => PatternStr.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => PatternStr;

    internal bool Matches(string name) => Wildcard.Matches(PatternStr, name);
}

/// <summary>All descendants; only at the end of a path.</summary>
public class SelectChildRecursive : SelectionPathElement
{
    /// <summary>The only instance that is needed.</summary>
    public static readonly SelectChildRecursive Instance = new();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SelectChildRecursive;

    /// <inheritdoc/>
    public override int GetHashCode() => 2;

    /// <inheritdoc/>
    public override string ToString() => "**";
}

/// <summary>The parent.</summary>
public class SelectParent : SelectionPathElement
{
    /// <summary>The only instance that is needed.</summary>
    public static readonly SelectParent Instance = new();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SelectParent;

    /// <inheritdoc/>
    public override int GetHashCode() => 1;

    /// <inheritdoc/>
    public override string ToString() => "..";
}
