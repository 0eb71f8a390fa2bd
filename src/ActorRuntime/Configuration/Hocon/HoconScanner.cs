using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Walks over HOCON text and reads its smallest parts: blanks, keys, texts, paths of substitutions.</summary>
internal sealed partial class HoconScanner(HoconSource source)
{
    /// <summary>Characters with a meaning of their own, or reserved by HOCON: a text with one of them needs quotes.</summary>
    private const string NotInUnquoted = "$\"{}[]:=,#`^?!@&\\";

    private readonly string _text = source.Text;

    public int Position { get; private set; }

    public bool AtEnd => Position >= _text.Length;

    /// <summary>The next character, '\0' at the end.</summary>
    public char Peek => PeekAt(0);

    public bool TryTake(char c)
    {
        if (Peek != c || AtEnd)
        {
            return false;
        }

        Position++;
        return true;
    }

    public bool StartsWith(string text) => _text.AsSpan(Position).StartsWith(text);

    public bool TryTake(string text)
    {
        if (!StartsWith(text))
        {
            return false;
        }

        Position += text.Length;
        return true;
    }

    /// <summary>Goes back to an earlier position.</summary>
    public void ReturnTo(int position) => Position = position;

    /// <summary>Skips space, new lines and comments. True if there was the end of a line.</summary>
    public bool SkipBlank()
    {
        var newLine = false;
        while (!AtEnd)
        {
            var c = _text[Position];
            if (c == '\n')
            {
                newLine = true;
                Position++;
            }
            else if (IsSpace(c))
            {
                Position++;
            }
            else if (AtComment(Position))
            {
                var end = _text.IndexOf('\n', Position);
                Position = end < 0 ? _text.Length : end;
            }
            else
            {
                break;
            }
        }

        return newLine;
    }

    /// <summary>Takes the space up to the next part of a value on the same line.</summary>
    public string TakeSpace()
    {
        var start = Position;
        while (!AtEnd && IsSpace(_text[Position]))
        {
            Position++;
        }

        return Position == start ? "" : _text[start..Position];
    }

    /// <summary>Reads a dotted key up to its separator. Parts can be quoted; space inside a part belongs to it.</summary>
    public List<string> ReadKey()
    {
        var path = new List<string>(1);
        StringBuilder? joined = null;
        string? part = null;
        while (true)
        {
            var space = TakeSpace();
            var c = Peek;
            if (c == '.')
            {
                path.Add(joined?.ToString() ?? part ?? throw Expected("a key before the '.'"));
                joined = null;
                part = null;
                Position++;
                continue;
            }

            var piece = c == '"' ? ReadQuoted() : ReadKeyRun();
            if (c != '"' && piece.Length == 0)
            {
                path.Add(
                    joined?.ToString() ?? part ?? throw Expected(path.Count == 0 ? "a key" : "a key after the '.'")
                );
                Position -= space.Length;
                return path;
            }

            if (part is null)
            {
                part = piece;
            }
            else
            {
                joined ??= new StringBuilder(part);
                joined.Append(space).Append(piece);
            }
        }
    }

    /// <summary>Reads a text without quotes; it ends before a special character, a comment or the end of the line.</summary>
    public string ReadUnquoted()
    {
        var start = Position;
        var end = Position;
        while (!AtEnd && _text[Position] != '\n' && (IsSpace(_text[Position]) || IsUnquoted(Position)))
        {
            Position++;
            end = IsSpace(_text[Position - 1]) ? end : Position;
        }

        Position = end;
        return _text[start..end];
    }

    /// <summary>Reads <c>${path}</c> or <c>${?path}</c>.</summary>
    public string[] ReadSubstitution(out bool optional)
    {
        Position++;
        if (!TryTake('{'))
        {
            throw Expected("'{' after '$'; a text with a '$' in it stands in quotes");
        }

        optional = TryTake('?');
        string[] path = [.. ReadKey()];
        TakeSpace();
        return TryTake('}') ? path : throw Expected("'}' after the path of the substitution");
    }

    public ConfigurationException Error(string message) => source.Error(Position, message);

    /// <summary>The error for a character that cannot stand where it stands.</summary>
    public ConfigurationException Expected(string what) => Error($"expected {what}, found {Found()}");

    private string ReadKeyRun()
    {
        var start = Position;
        while (!AtEnd && _text[Position] is not ('.' or '\n') && !IsSpace(_text[Position]) && IsUnquoted(Position))
        {
            Position++;
        }

        return _text[start..Position];
    }

    private bool IsUnquoted(int at) =>
        _text[at] switch
        {
            '/' => !AtComment(at),
            '+' => at + 1 >= _text.Length || _text[at + 1] != '=',
            var c => !NotInUnquoted.Contains(c),
        };

    private bool AtComment(int at) =>
        _text[at] == '#' || (_text[at] == '/' && at + 1 < _text.Length && _text[at + 1] == '/');

    private char PeekAt(int ahead) => Position + ahead < _text.Length ? _text[Position + ahead] : '\0';

    /// <summary>White space other than the end of a line. The byte order mark counts, as in the HOCON specification.</summary>
    private static bool IsSpace(char c) => c != '\n' && (char.IsWhiteSpace(c) || c == '\uFEFF');

    private string Found() =>
        AtEnd ? "the end of the text"
        : Peek == '\n' ? "the end of the line"
        : char.IsControl(Peek) ? $"the character U+{(int)Peek:X4}"
        : $"'{Peek}'";
}
