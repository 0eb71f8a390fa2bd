namespace Akka.Configuration.Hocon;

/// <summary>Parses HOCON text.</summary>
public static class Parser
{
    /// <summary>Parses a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="includeCallback">
    /// Gives what an <c>include "name"</c> of the text means; null for files relative to the current directory.
    /// </param>
    /// <exception cref="ConfigurationException">The text is not HOCON; the message says where and why.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot>? includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(new HoconText(text), includeCallback);
    }

    internal static HoconRoot Parse(HoconSource source, Func<string, HoconRoot>? includeCallback = null)
    {
        var nodes = new HoconReader(source, new HoconIncludes(includeCallback), []).ReadRoot();
        return new HoconRoot(new HoconResolver(nodes).Resolve());
    }
}
