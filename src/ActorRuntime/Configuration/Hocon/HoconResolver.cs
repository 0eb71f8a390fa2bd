namespace Akka.Configuration.Hocon;

/// <summary>
/// Makes values of nodes: merges what was assigned to the same key and puts in what substitutions refer to. What a key
/// means is decided by everything that was assigned to it, lowest first; a substitution that leads back to itself sees
/// what was assigned before it.
/// </summary>
internal sealed class HoconResolver(ObjectNode root)
{
    private const int MaxDepth = 200;

    private readonly List<HoconNode> _root = [root];
    private int _depth;
    private bool _metItself;

    public HoconValue Resolve() => Merge(_root) ?? HoconValue.EmptyObject(root.Source, root.Offset);

    /// <summary>The value of what was assigned to one key; null if that is nothing.</summary>
    private HoconValue? Merge(List<HoconNode> assigned)
    {
        var parts = Parts(assigned, out var scalar);
        if (parts.Count == 0)
        {
            return scalar;
        }

        if (parts is [ResolvedNode { Value: var only }])
        {
            return only;
        }

        var items = new Dictionary<string, HoconValue>(StringComparer.Ordinal);
        if (parts is [ObjectNode single])
        {
            foreach (var (key, nodes) in single.Fields)
            {
                AddItem(items, key, nodes);
            }
        }
        else
        {
            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (var key in parts.SelectMany(Keys))
            {
                if (keys.Add(key))
                {
                    AddItem(items, key, Below(parts, key));
                }
            }
        }

        return new HoconValue(parts[^1].Source, parts[^1].Offset, new HoconObject(items));
    }

    private void AddItem(Dictionary<string, HoconValue> items, string key, List<HoconNode> nodes)
    {
        // The common case: a plain text, number or truth value.
        var value = nodes is [LiteralNode only] ? Literal(only) : Merge(nodes);
        if (value is not null)
        {
            items.Add(key, value);
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
        var end = assigned.FindIndex(node => node.InProgress);
        _metItself |= end >= 0;
        end = end < 0 ? assigned.Count : end;
        for (var i = FirstThatCounts(assigned, end); i < end; i++)
        {
            var value = assigned[i] is ObjectNode ? null : Evaluate(assigned[i]);
            if (assigned[i] is ObjectNode)
            {
                parts.Add(assigned[i]);
                scalar = null;
            }
            else if (value is { Kind: HoconKind.Object })
            {
                parts.Add(new ResolvedNode(assigned[i].Source, assigned[i].Offset, value));
                scalar = null;
            }
            else if (value is not null)
            {
                parts.Clear();
                scalar = value;
            }
        }

        return parts;
    }

    /// <summary>What lies below a text or an array is hidden by it, and is not looked at.</summary>
    private static int FirstThatCounts(List<HoconNode> assigned, int end)
    {
        for (var i = end - 1; i > 0; i--)
        {
            if (
                assigned[i]
                is LiteralNode
                    or ArrayNode
                    or ResolvedNode { Value.Kind: not HoconKind.Object }
            )
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
                ((ResolvedNode)part).Value.TryGetObject(out var items)
                && items.Items.TryGetValue(key, out var value)
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

    private HoconValue? Evaluate(HoconNode node)
    {
        switch (node)
        {
            case LiteralNode literal:
                return Literal(literal);
            case ResolvedNode resolved:
                return resolved.Value;
            case ObjectNode:
                return Merge([node]);
        }

        if (++_depth > MaxDepth)
        {
            throw node.Source.Error(
                node.Offset,
                $"substitutions lead to one another more than {MaxDepth} times"
            );
        }

        node.InProgress = true;
        var value = node switch
        {
            SubstitutionNode substitution => Substitute(substitution),
            ConcatenationNode concatenation => HoconConcatenation.Join(
                concatenation,
                concatenation.Parts.ConvertAll(Evaluate)
            ),
            ArrayNode array => Items(array),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        node.InProgress = false;
        _depth--;
        return value;
    }

    private static HoconValue Literal(LiteralNode node) => new(node.Source, node.Offset, node.Text);

    private HoconValue Items(ArrayNode array)
    {
        var items = new List<HoconValue>(array.Items.Count);
        foreach (var item in array.Items)
        {
            if (Evaluate(item) is { } value)
            {
                items.Add(value);
            }
        }

        return new HoconValue(array.Source, array.Offset, items.ToArray());
    }

    private HoconValue? Substitute(SubstitutionNode node)
    {
        _metItself = false;
        var name = HoconPath.Join(node.Path);
        var found = node.Prefix.Length == 0 ? null : Find([.. node.Prefix, .. node.Path]);
        found ??= Find(node.Path);
        if (
            found is null
            && Environment.GetEnvironmentVariable(string.Join('.', node.Path)) is { } variable
        )
        {
            found = new HoconValue(node.Source, node.Offset, variable);
        }

        if (found is null && !node.IsOptional)
        {
            throw node.Source.Error(
                node.Offset,
                _metItself
                    ? $"the substitution ${{{name}}} leads back to itself, and nothing was assigned to it before"
                    : $"the substitution ${{{name}}} refers to nothing: there is no such key in this configuration "
                        + $"and no environment variable of that name; write ${{?{name}}} if it may be missing"
            );
        }

        return found is { Kind: not HoconKind.Object } && node.MustBeObject
            ? throw node.Source.Error(
                node.Offset,
                $"expected an object in ${{{name}}}, because it is joined with one"
            )
            : found;
    }

    /// <summary>Looks a path up from the root, resolving no more than lies on the way.</summary>
    private HoconValue? Find(ReadOnlySpan<string> path)
    {
        var assigned = _root;
        foreach (var key in path)
        {
            assigned = Below(Parts(assigned, out _), key);
        }

        return Merge(assigned);
    }
}
