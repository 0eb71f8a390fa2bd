namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Decides about texts.</summary>
public interface IStringMatcher
{
    /// <summary>True if a text is right.</summary>
    /// <param name="s">The text.</param>
    bool IsMatch(string s);
}
