namespace Akka.Configuration.Hocon;

/// <content>Single values: arrays, values in a row, and what substitutions lead to.</content>
internal sealed partial class HoconResolver
{
    private const int MaxDepth = 200;

    /// <summary>More is a chain in which each value doubles the one before it: it would fill the memory.</summary>
    private const int MaxSteps = 100_000;

    private int _depth;
    private int _steps;

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

        if (++_depth > MaxDepth || ++_steps > MaxSteps)
        {
            throw node.Source.Error(
                node.Offset,
                $"substitutions lead to one another more than {MaxDepth} times, or in all more than {MaxSteps} times"
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
        var before = _selfReferences;
        var found = node.Prefix.Length == 0 ? null : Find([.. node.Prefix, .. node.Path]);
        found ??= Find(node.Path);
        if (found is null && Environment.GetEnvironmentVariable(string.Join('.', node.Path)) is { } variable)
        {
            found = new HoconValue(node.Source, node.Offset, variable);
        }

        if (found is null && !node.IsOptional)
        {
            throw Unresolved(node, _selfReferences > before);
        }

        return found is null or { Kind: HoconKind.Object } || !node.MustBeObject
            ? found
            : throw node.Source.Error(node.Offset, "expected this to be an object, because it is joined with one");
    }

    private static ConfigurationException Unresolved(SubstitutionNode node, bool selfReference)
    {
        var name = HoconPath.Join(node.Path);
        return node.Source.Error(
            node.Offset,
            selfReference
                ? $"the substitution ${{{name}}} leads back to itself, and nothing was assigned to it before"
                : $"the substitution ${{{name}}} refers to nothing: there is no such key in this configuration and no "
                    + $"environment variable of that name; write ${{?{name}}} if it may be missing"
        );
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
