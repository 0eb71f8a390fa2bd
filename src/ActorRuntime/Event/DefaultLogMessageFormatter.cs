using System.Globalization;
using System.Text;

namespace Akka.Event;

/// <summary>
/// Formats like <see cref="string.Format(string, object[])"/>. Named holes (<c>{Key}</c>) take the parameters in order. A log
/// line never fails: a format that does not fit its parameters comes out as it is, with the parameters after it.
/// </summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    /// <summary>The only instance.</summary>
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter() { }

    /// <inheritdoc/>
    public string Format(string format, IEnumerable<object?> args) => Format(format, args.ToArray());

    /// <inheritdoc/>
    public string Format(string format, params object?[] args)
    {
        try
        {
            return string.Format(CultureInfo.InvariantCulture, ToIndexed(format), args);
        }
        catch (FormatException)
        {
            return $"{format} [{string.Join(", ", args)}]";
        }
    }

    /// <summary>Numbers the named holes in their order.</summary>
    private static string ToIndexed(string format)
    {
        StringBuilder? indexed = null;
        var copied = 0;
        var hole = 0;
        for (var open = 0; (open = format.IndexOf('{', open)) >= 0; )
        {
            if (open + 1 < format.Length && format[open + 1] == '{')
            {
                open += 2;
                continue;
            }
            var end = format.AsSpan(open).IndexOfAny(":,}");
            if (end < 0)
            {
                break;
            }
            if (!char.IsAsciiDigit(format[open + 1]))
            {
                indexed ??= new StringBuilder();
                indexed.Append(format, copied, open + 1 - copied).Append(hole);
                copied = open + end;
            }
            hole++;
            open += end;
        }
        return indexed is null ? format : indexed.Append(format, copied, format.Length - copied).ToString();
    }
}
