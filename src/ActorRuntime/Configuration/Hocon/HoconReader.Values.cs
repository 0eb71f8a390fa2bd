namespace Akka.Configuration.Hocon;

/// <content>Values: what stands after a key, or in an array.</content>
internal sealed partial class HoconReader
{
    /// <summary>Reads a value; <paramref name="separator"/> is where the '=' before it ends, -1 without one.</summary>
    private HoconNode ReadValue(int separator)
    {
        var nextLine = _scanner.SkipBlank() && separator >= 0;
        var first =
            ReadPart() ?? throw (nextLine || _scanner.AtEnd ? MissingValue(separator) : _scanner.Expected("a value"));
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

    private ConfigurationException MissingValue(int separator) => _source.Error(separator, "expected a value");

    private void RefuseMixture(HoconNode before, HoconNode part)
    {
        if (before is not SubstitutionNode && part is not SubstitutionNode && before.GetType() != part.GetType())
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
                return text.Length == 0 ? null : new LiteralNode(_source, start, text == "null" ? null : text);
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
