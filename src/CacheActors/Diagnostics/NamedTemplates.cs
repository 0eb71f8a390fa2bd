using System.Globalization;
using Akka.Event;
using Serilog.Events;
using Serilog.Parsing;

namespace CacheActors.Diagnostics;

/// <summary>
/// Lets actors log with names in braces, <c>{EntryKey}</c>: Serilog gets them as properties, every other logger gets a
/// sentence. Values go to the names in their order.
/// </summary>
internal sealed class NamedTemplates : ILogMessageFormatter
{
    private static readonly MessageTemplateParser Parser = new();

    /// <summary>The one there needs to be.</summary>
    public static NamedTemplates Formatter { get; } = new();

    /// <inheritdoc/>
    public string Format(string format, params object?[] args)
    {
        var template = Parser.Parse(format);
        var names = template.Tokens.OfType<PropertyToken>().Select(token => token.PropertyName);
        var values = names
            .Zip(args)
            .ToDictionary(
                pair => pair.First,
                pair => (LogEventPropertyValue)new ScalarValue(new Unquoted(pair.Second)),
                StringComparer.Ordinal
            );
        return template.Render(values, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public string Format(string format, IEnumerable<object?> args) => Format(format, [.. args]);

    // Serilog puts strings into quotation marks; whatever is no string it writes as it writes itself.
    private sealed class Unquoted(object? value)
    {
        public override string ToString() => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
    }
}
