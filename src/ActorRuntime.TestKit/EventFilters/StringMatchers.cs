using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Any text is right.</summary>
public class MatchesAll : IStringMatcher
{
    private MatchesAll() { }

    /// <summary>The only instance.</summary>
    public static IStringMatcher Instance { get; } = new MatchesAll();

    /// <inheritdoc/>
    public bool IsMatch(string s) => true;

    /// <inheritdoc/>
    public override string ToString() => "";
}

/// <summary>One text is right.</summary>
/// <param name="s">The text.</param>
public class EqualsString(string s) : IStringMatcher
{
    private readonly string _text = s;

    /// <inheritdoc/>
    public bool IsMatch(string s) => string.Equals(_text, s, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"== \"{_text}\"";
}

/// <summary>Texts that begin in a certain way are right.</summary>
/// <param name="start">The beginning.</param>
public class StartsWithString(string start) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => s?.StartsWith(start, StringComparison.Ordinal) == true;

    /// <inheritdoc/>
    public override string ToString() => $"starts with \"{start}\"";
}

/// <summary>Texts that have a part are right.</summary>
/// <param name="part">The part.</param>
public class ContainsString(string part) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => s?.Contains(part, StringComparison.Ordinal) == true;

    /// <inheritdoc/>
    public override string ToString() => $"contains \"{part}\"";
}

/// <summary>Texts in which a pattern is found are right.</summary>
/// <param name="regex">The pattern.</param>
public class RegexMatcher(Regex regex) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => s is not null && regex.IsMatch(s);

    /// <inheritdoc/>
    public override string ToString() => $"matches regex \"{regex}\"";
}

/// <summary>Texts that fulfil a predicate are right.</summary>
/// <param name="predicate">The predicate.</param>
/// <param name="hint">What it looks for.</param>
public class PredicateMatcher(Predicate<string> predicate, string hint = "") : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => predicate(s);

    /// <inheritdoc/>
    public override string ToString() => $"matches predicate {hint}".TrimEnd();
}
