using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <content>Texts in quotes.</content>
internal sealed partial class HoconScanner
{
    /// <summary>Reads a text in quotes or in triple quotes.</summary>
    public string ReadQuoted()
    {
        var start = Position;
        if (TryTake("\"\"\""))
        {
            return ReadTripleQuoted(start);
        }

        Position++;
        StringBuilder? unescaped = null;
        var from = Position;
        while (true)
        {
            var c = Peek;
            if (AtEnd || c == '\n')
            {
                throw source.Error(
                    start,
                    "expected a closing '\"' on the same line; a text over several lines stands in \"\"\""
                );
            }

            if (c == '"')
            {
                var tail = _text[from..Position++];
                return unescaped is null ? tail : unescaped.Append(tail).ToString();
            }

            if (c == '\\')
            {
                unescaped ??= new StringBuilder();
                unescaped.Append(_text, from, Position - from).Append(ReadEscape());
                from = Position;
            }
            else
            {
                Position++;
            }
        }
    }

    private string ReadTripleQuoted(int start)
    {
        var end = _text.IndexOf("\"\"\"", Position, StringComparison.Ordinal);
        if (end < 0)
        {
            throw source.Error(start, "expected a closing \"\"\"");
        }

        // More than three quotes in a row: the last three close, those before belong to the text.
        while (end + 3 < _text.Length && _text[end + 3] == '"')
        {
            end++;
        }

        var value = _text[Position..end];
        Position = end + 3;
        return value;
    }

    private char ReadEscape()
    {
        var c = PeekAt(1);
        if (c == 'u')
        {
            var digits = _text.AsSpan(Math.Min(Position + 2, _text.Length));
            if (
                digits.Length < 4
                || !ushort.TryParse(
                    digits[..4],
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var code
                )
            )
            {
                throw Error("expected four hex digits after '\\u'");
            }

            Position += 6;
            return (char)code;
        }

        var meaning = c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Error(
                "expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000; a backslash itself is written \\\\"
            ),
        };
        Position += 2;
        return meaning;
    }
}
