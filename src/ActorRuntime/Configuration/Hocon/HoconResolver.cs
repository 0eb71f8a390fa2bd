namespace Akka.Configuration.Hocon;

/// <summary>
/// Makes values of nodes: merges what was assigned to the same key and puts in what substitutions refer to. What a key
/// means is decided by everything that was assigned to it, lowest first; a substitution that leads back to itself sees
/// what was assigned before it.
/// </summary>
internal sealed partial class HoconResolver(ObjectNode root)
{
    private readonly List<HoconNode> _root = [root];
    private int _selfReferences;

    public HoconValue Resolve() => Merge(_root) ?? HoconValue.EmptyObject(root.Source, root.Offset);

    /// <summary>The value of what was assigned to one key; null if that is nothing.</summary>
    private HoconValue? Merge(List<HoconNode> assigned)
    {
        // The common cases need no lists: one text, one object.
        switch (assigned)
        {
            case [LiteralNode literal]:
                return Literal(literal);
            case [ObjectNode only]:
                return Object(only);
        }

        var parts = Parts(assigned, out var scalar);
        return parts switch
        {
            [] => scalar,
            [ResolvedNode resolved] => resolved.Value,
            [ObjectNode only] => Object(only),
            _ => Object(parts),
        };
    }

    private HoconValue Object(ObjectNode node)
    {
        var items = new Dictionary<string, HoconValue>(node.Fields.Count, StringComparer.Ordinal);
        foreach (var (key, nodes) in node.Fields)
        {
            AddItem(items, key, nodes);
        }

        return new HoconValue(node.Source, node.Offset, new HoconObject(items));
    }

    private HoconValue Object(List<HoconNode> parts)
    {
        var items = new Dictionary<string, HoconValue>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var key in Keys(part))
            {
                if (seen.Add(key))
                {
                    AddItem(items, key, Below(parts, key));
                }
            }
        }

        return new HoconValue(parts[^1].Source, parts[^1].Offset, new HoconObject(items));
    }

    private void AddItem(Dictionary<string, HoconValue> items, string key, List<HoconNode> nodes)
    {
        if (Merge(nodes) is { } value)
        {
            items.Add(key, value);
            return;
        }

        foreach (var node in nodes)
        {
            if (node is { InProgress: true } and not SubstitutionNode { IsOptional: true })
            {
                throw node.Source.Error(node.Offset, $"the value of '{key}' refers to an object that contains it");
            }
        }
    }

    /// <summary>
    /// The objects (as nodes, or resolved) that together are the value, lowest first; or none and
    /// <paramref name="scalar"/>, which is null if nothing was assigned.
    /// </summary>
    private List<HoconNode> Parts(List<HoconNode> assigned, out HoconValue? scalar)
    {
        var parts = new List<HoconNode>(assigned.Count);
        scalar = null;
        var end = End(assigned);
        for (var i = FirstThatCounts(assigned, end); i < end; i++)
        {
            var node = assigned[i];
            if (node is ObjectNode)
            {
                parts.Add(node);
                scalar = null;
            }
            else if (Evaluate(node) is { } value)
            {
                scalar = value.IsObject() ? null : value;
                if (scalar is null)
                {
                    parts.Add(new ResolvedNode(node.Source, node.Offset, value));
                }
                else
                {
                    parts.Clear();
                }
            }
        }

        return parts;
    }

    /// <summary>How much of what was assigned can be seen: a value that is being made sees what was there before it.</summary>
    private int End(List<HoconNode> assigned)
    {
        for (var i = 0; i < assigned.Count; i++)
        {
            if (assigned[i].InProgress)
            {
                _selfReferences++;
                return i;
            }
        }

        return assigned.Count;
    }

    /// <summary>What lies below a text or an array is hidden by it, and is not looked at.</summary>
    private static int FirstThatCounts(List<HoconNode> assigned, int end)
    {
        for (var i = end - 1; i > 0; i--)
        {
            if (assigned[i] is LiteralNode or ArrayNode or ResolvedNode { Value.Kind: not HoconKind.Object })
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>Everything that was assigned to a key of an object that consists of several parts.</summary>
    private static List<HoconNode> Below(List<HoconNode> parts, string key)
    {
        var nodes = new List<HoconNode>();
        foreach (var part in parts)
        {
            if (part is ObjectNode node)
            {
                nodes.AddRange(node.Fields.GetValueOrDefault(key) ?? []);
            }
            else if (
                ((ResolvedNode)part).Value.TryGetObject(out var items) && items.Items.TryGetValue(key, out var value)
            )
            {
                nodes.Add(new ResolvedNode(part.Source, part.Offset, value));
            }
        }

        return nodes;
    }

    private static IEnumerable<string> Keys(HoconNode part) =>
        part is ObjectNode node ? node.Fields.Keys
        : ((ResolvedNode)part).Value.TryGetObject(out var items) ? items.Items.Keys
        : [];
}
