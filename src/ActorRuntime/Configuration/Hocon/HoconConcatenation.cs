using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Joins values written one after another: texts to a text, arrays to an array, objects to an object.</summary>
internal static class HoconConcatenation
{
    /// <summary>Joins the values of the parts.</summary>
    /// <param name="node">The parts as written.</param>
    /// <param name="values">Their values, in the same order; null for an optional substitution that led nowhere.</param>
    /// <returns>The joined value; null if there is no part that has one.</returns>
    public static HoconValue? Join(ConcatenationNode node, List<HoconValue?> values)
    {
        HoconValue? first = null;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value || node.Parts[i] is LiteralNode { IsSpace: true })
            {
                continue;
            }

            first ??= value;
            if (Category(value) != Category(first))
            {
                var part = node.Parts[i];
                throw part.Source.Error(
                    part.Offset,
                    $"{Describe(value)} cannot be joined with {Describe(first)} on one line"
                );
            }
        }

        return first?.Kind switch
        {
            null => null,
            HoconKind.Array => new HoconValue(node.Source, node.Offset, Items(values)),
            HoconKind.Object => Merged(values),
            _ => new HoconValue(node.Source, node.Offset, Text(values)),
        };
    }

    private static HoconValue[] Items(List<HoconValue?> values)
    {
        var items = new List<HoconValue>();
        foreach (var value in values)
        {
            if (value is { Kind: HoconKind.Array })
            {
                items.AddRange(value.GetArray());
            }
        }

        return [.. items];
    }

    private static HoconValue? Merged(List<HoconValue?> values)
    {
        HoconValue? merged = null;
        foreach (var value in values)
        {
            if (value is { Kind: HoconKind.Object })
            {
                merged = merged is null ? value : value.MergedOver(merged);
            }
        }

        return merged;
    }

    private static string Text(List<HoconValue?> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            text.Append(value?.Kind == HoconKind.Null ? "null" : value?.GetString());
        }

        return text.ToString();
    }

    private static HoconKind Category(HoconValue value) => value.Kind == HoconKind.Null ? HoconKind.Text : value.Kind;

    private static string Describe(HoconValue value) =>
        value.Kind switch
        {
            HoconKind.Object => "an object",
            HoconKind.Array => "an array",
            _ => "a text",
        };
}
