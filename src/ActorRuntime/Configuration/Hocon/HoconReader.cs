namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON text into nodes: recursive descent over the text, in one pass.</summary>
internal sealed partial class HoconReader
{
    /// <summary>Deeper nesting is taken for a mistake; it would end in a stack overflow, which nobody can catch.</summary>
    private const int MaxDepth = 200;

    private static readonly string TooDeep = $"objects and arrays are nested deeper than {MaxDepth}";

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
        if (value is ConcatenationNode { Parts: var parts } && parts.Exists(part => part is ObjectNode))
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
}
