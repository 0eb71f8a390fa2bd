namespace Akka.Configuration.Hocon;

/// <summary>A value as written, before substitutions are resolved and repeated keys are merged.</summary>
internal abstract class HoconNode(HoconSource source, int offset)
{
    public HoconSource Source { get; } = source;

    public int Offset { get; } = offset;

    /// <summary>True while the resolver works on this node: whoever comes back to it has met a self-reference.</summary>
    public bool InProgress { get; set; }
}

/// <summary>A text, a number, a truth value (all as text), or null.</summary>
internal sealed class LiteralNode(HoconSource source, int offset, string? text, bool isSpace = false)
    : HoconNode(source, offset)
{
    public string? Text { get; } = text;

    /// <summary>Space between two parts of a value: it counts between texts, not between objects or arrays.</summary>
    public bool IsSpace { get; } = isSpace;
}

/// <summary>An object: per key everything that was assigned to it, in the order of the text.</summary>
internal sealed class ObjectNode(HoconSource source, int offset) : HoconNode(source, offset)
{
    public Dictionary<string, List<HoconNode>> Fields { get; } = new(StringComparer.Ordinal);

    public void Add(string key, HoconNode node)
    {
        if (Fields.TryGetValue(key, out var assigned))
        {
            assigned.Add(node);
        }
        else
        {
            Fields.Add(key, [node]);
        }
    }

    /// <summary>The object at a key to which further fields are added: the one assigned last, or a new one.</summary>
    public ObjectNode ObjectAt(string key, HoconSource source, int offset)
    {
        if (Fields.TryGetValue(key, out var assigned) && assigned[^1] is ObjectNode last)
        {
            return last;
        }

        var added = new ObjectNode(source, offset);
        Add(key, added);
        return added;
    }
}

/// <summary>An array.</summary>
internal sealed class ArrayNode(HoconSource source, int offset, List<HoconNode> items) : HoconNode(source, offset)
{
    public List<HoconNode> Items { get; } = items;
}

/// <summary>Values written one after another on a line.</summary>
internal sealed class ConcatenationNode(HoconSource source, int offset, List<HoconNode> parts)
    : HoconNode(source, offset)
{
    public List<HoconNode> Parts { get; } = parts;
}

/// <summary><c>${path}</c> or <c>${?path}</c>.</summary>
/// <param name="source">The text it stands in.</param>
/// <param name="offset">Where in that text.</param>
/// <param name="path">The path as written.</param>
/// <param name="prefix">Where the file it stands in was included; the path is tried below it first.</param>
/// <param name="optional">True for <c>${?path}</c>.</param>
internal sealed class SubstitutionNode(HoconSource source, int offset, string[] path, string[] prefix, bool optional)
    : HoconNode(source, offset)
{
    public string[] Path { get; } = path;

    public string[] Prefix { get; } = prefix;

    public bool IsOptional { get; } = optional;

    /// <summary>Set when it is merged with an object, so that anything else in its place is an error.</summary>
    public bool MustBeObject { get; set; }
}

/// <summary>A value that needs no resolving: what an include callback answered, or what a substitution led to.</summary>
internal sealed class ResolvedNode(HoconSource source, int offset, HoconValue value) : HoconNode(source, offset)
{
    public HoconValue Value { get; } = value;
}
