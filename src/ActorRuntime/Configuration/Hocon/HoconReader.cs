using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON text into nodes: recursive descent over the text, in one pass.</summary>
internal sealed class HoconReader
{
    /// <summary>Deeper nesting is taken for a mistake; it would end in a stack overflow, which nobody can catch.</summary>
    private const int MaxDepth = 200;

    private const string TooDeep = "objects and arrays are nested deeper than 200";

    private readonly HoconSource _source;
    private readonly HoconScanner _scanner;
    private readonly HoconIncludes _includes;
    private readonly string[] _prefix;

    /// <summary>The path of the object being read, from the root of all: <c>+=</c> and includes need it.</summary>
    private readonly List<string> _path;

    private int _depth;

    public HoconReader(HoconSource source, HoconIncludes includes, string[] prefix)
    {
        _source = source;
        _scanner = new HoconScanner(source);
        _includes = includes;
        _prefix = prefix;
        _path = new List<string>(prefix);
    }

    /// <summary>Reads the whole text: an object, with or without its braces.</summary>
    public ObjectNode ReadRoot()
    {
        _scanner.SkipBlank();
        var root = new ObjectNode(_source, _scanner.Position);
        if (_scanner.TryTake('{'))
        {
            ReadFields(root, root.Offset);
            _scanner.SkipBlank();
            if (!_scanner.AtEnd)
            {
                throw _scanner.Expected("the end of the text after the closing '}'");
            }
        }
        else if (_scanner.Peek == '[')
        {
            throw _scanner.Expected("an object; a configuration is not an array");
        }
        else
        {
            ReadFields(root, openedAt: -1);
        }

        return root;
    }

    private void ReadFields(ObjectNode target, int openedAt)
    {
        while (true)
        {
            _scanner.SkipBlank();
            if (EndsObject(openedAt))
            {
                return;
            }

            var key = ReadField(target);
            var newLine = _scanner.SkipBlank();
            if (!_scanner.TryTake(',') && !newLine && !_scanner.AtEnd && _scanner.Peek != '}')
            {
                var what = key is null ? "the include" : $"the value of '{HoconPath.Join(key)}'";
                throw _scanner.Expected($"',' or a new line after {what}");
            }
        }
    }

    /// <summary>Takes the end of an object; <paramref name="openedAt"/> is where its brace is, -1 without one.</summary>
    private bool EndsObject(int openedAt)
    {
        if (_scanner.AtEnd)
        {
            return openedAt < 0
                ? true
                : throw _scanner.Expected($"'}}' to close the '{{' at {_source.Place(openedAt)}");
        }

        if (_scanner.Peek != '}')
        {
            return false;
        }

        if (openedAt < 0)
        {
            throw _scanner.Error("there is no open '{' for this '}'");
        }

        return _scanner.TryTake('}');
    }

    /// <summary>Reads one field, and returns its key; or reads an include, and returns null.</summary>
    private List<string>? ReadField(ObjectNode target)
    {
        var start = _scanner.Position;
        if (HoconInclude.TryRead(_scanner, out var include))
        {
            _includes.Add(target, _source, include, _path);
            return null;
        }

        var key = _scanner.ReadKey();
        var keyEnd = _scanner.Position;
        var newLine = _scanner.SkipBlank();
        var name = key[^1];
        for (var i = 0; i < key.Count - 1; i++)
        {
            target = target.ObjectAt(key[i], _source, start);
        }

        _path.AddRange(key);
        if (_path.Count > MaxDepth)
        {
            throw _source.Error(start, TooDeep);
        }

        if (_scanner.Peek == '{')
        {
            AddValue(target, name, separator: -1);
        }
        else if (_scanner.TryTake('=') || _scanner.TryTake(':'))
        {
            AddValue(target, name, _scanner.Position);
        }
        else if (_scanner.TryTake("+="))
        {
            target.Add(name, Appended(_scanner.Position));
        }
        else
        {
            var expected = $"'=', ':', '+=' or '{{' after the key '{HoconPath.Join(key)}'";
            throw newLine
                ? _source.Error(keyEnd, $"expected {expected}, found the end of the line")
                : _scanner.Expected(expected);
        }

        _path.RemoveRange(_path.Count - key.Count, key.Count);
        return key;
    }

    /// <summary>
    /// Adds what is assigned to a key. Objects on one line, as in <c>${defaults} { a = 1 }</c>, are added one by one:
    /// they merge anyway, and the later one may then refer to the merged value.
    /// </summary>
    private void AddValue(ObjectNode target, string name, int separator)
    {
        var value = ReadValue(separator);
        if (
            value is ConcatenationNode { Parts: var parts }
            && parts.Exists(part => part is ObjectNode)
        )
        {
            foreach (var part in parts)
            {
                if (part is SubstitutionNode substitution)
                {
                    substitution.MustBeObject = true;
                }

                if (part is not LiteralNode)
                {
                    target.Add(name, part);
                }
            }
        }
        else
        {
            target.Add(name, value);
        }
    }

    /// <summary><c>path += value</c> means <c>path = ${?path} [value]</c>.</summary>
    private ConcatenationNode Appended(int separator)
    {
        var self = new SubstitutionNode(_source, separator, [.. _path], [], optional: true);
        return new ConcatenationNode(
            _source,
            separator,
            [self, new ArrayNode(_source, separator, [ReadValue(separator)])]
        );
    }

    /// <summary>Reads a value; <paramref name="separator"/> is where the '=' before it ends, -1 without one.</summary>
    private HoconNode ReadValue(int separator)
    {
        var nextLine = _scanner.SkipBlank() && separator >= 0;
        var first =
            ReadPart()
            ?? throw (
                nextLine || _scanner.AtEnd ? MissingValue(separator) : _scanner.Expected("a value")
            );
        List<HoconNode>? parts = null;
        while (true)
        {
            var spaceAt = _scanner.Position;
            var space = _scanner.TakeSpace();
            var part = ReadPart();
            if (part is null)
            {
                // 'a =' without a value takes the next line for it, and then meets that line's own '='.
                return nextLine && _scanner.Peek is '=' or ':' ? throw MissingValue(separator)
                    : parts is null ? first
                    : new ConcatenationNode(_source, first.Offset, parts);
            }

            if (nextLine && first is LiteralNode && part is ObjectNode)
            {
                throw MissingValue(separator);
            }

            parts ??= [first];
            RefuseMixture(parts[^1], part);
            if (space.Length > 0)
            {
                parts.Add(new LiteralNode(_source, spaceAt, space, isSpace: true));
            }

            parts.Add(part);
        }
    }

    private ConfigurationException MissingValue(int separator) =>
        _source.Error(separator, "expected a value");

    private void RefuseMixture(HoconNode before, HoconNode part)
    {
        if (
            before is not SubstitutionNode
            && part is not SubstitutionNode
            && before.GetType() != part.GetType()
        )
        {
            throw _source.Error(
                part.Offset,
                $"expected ',' or a new line: {Kind(part)} cannot be joined with {Kind(before)}"
            );
        }

        static string Kind(HoconNode node) =>
            node switch
            {
                ObjectNode => "an object",
                ArrayNode => "an array",
                _ => "a text",
            };
    }

    private HoconNode? ReadPart()
    {
        var start = _scanner.Position;
        switch (_scanner.Peek)
        {
            case '{':
                Descend();
                _scanner.TryTake('{');
                var node = new ObjectNode(_source, start);
                ReadFields(node, start);
                _depth--;
                return node;
            case '[':
                Descend();
                _scanner.TryTake('[');
                var array = new ArrayNode(_source, start, ReadItems(start));
                _depth--;
                return array;
            case '"':
                return new LiteralNode(_source, start, _scanner.ReadQuoted());
            case '$':
                var path = _scanner.ReadSubstitution(out var optional);
                return new SubstitutionNode(_source, start, path, _prefix, optional);
            default:
                var text = _scanner.ReadUnquoted();
                return text.Length == 0
                    ? null
                    : new LiteralNode(_source, start, text == "null" ? null : text);
        }
    }

    private List<HoconNode> ReadItems(int openedAt)
    {
        var items = new List<HoconNode>();
        while (true)
        {
            _scanner.SkipBlank();
            if (_scanner.TryTake(']'))
            {
                return items;
            }

            if (_scanner.AtEnd)
            {
                throw _scanner.Expected($"']' to close the '[' at {_source.Place(openedAt)}");
            }

            items.Add(ReadValue(separator: -1));
            var newLine = _scanner.SkipBlank();
            if (!_scanner.TryTake(',') && !newLine && !_scanner.AtEnd && _scanner.Peek != ']')
            {
                throw _scanner.Expected("',', a new line or ']' after an element of the array");
            }
        }
    }

    private void Descend()
    {
        if (++_depth > MaxDepth)
        {
            throw _scanner.Error(TooDeep);
        }
    }
}
