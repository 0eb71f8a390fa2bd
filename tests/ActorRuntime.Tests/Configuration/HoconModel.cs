using FsCheck;
using FsCheck.Fluent;

namespace ActorRuntime.Tests.Configuration;

/// <summary>A value as the tests know it, independent of the parser and the printer.</summary>
internal abstract record HoconModel
{
    internal sealed record Text(string? Value) : HoconModel;

    internal sealed record Items(IReadOnlyList<HoconModel> Values) : HoconModel;

    internal sealed record Fields(IReadOnlyList<KeyValuePair<string, HoconModel>> Values) : HoconModel;

    /// <summary>Objects of a few levels, with texts and keys that need quotes, escapes, or neither.</summary>
    public static Gen<Fields> Objects => Gen.Sized(size => ObjectsOf(Math.Min(3, size / 10)));

    /// <summary>The value in the form of <see cref="Flattened"/>.</summary>
    public string Flat() =>
        this switch
        {
            Text text => text.Value ?? "<null>",
            Items items => $"[{string.Join(',', items.Values.Select(item => item.Flat()))}]",
            Fields fields => $"{{{string.Join(' ', FlatFields(fields, ""))}}}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static IEnumerable<string> FlatFields(Fields fields, string prefix) =>
        fields.Values.SelectMany(field =>
            field.Value is Fields { Values.Count: > 0 } below
                ? FlatFields(below, $"{prefix}{field.Key}.")
                : [$"{prefix}{field.Key}={field.Value.Flat()}"]
        );

    private static Gen<string> Texts =>
        Gen.OneOf(
            Gen.Elements(
                "",
                " ",
                "null",
                "include",
                "12",
                "1.5",
                "-3",
                "a b",
                "x.y",
                "a//b",
                "#",
                "${x}",
                "\"\"\"",
                "\r\n\t",
                "\u0007"
            ),
            Gen.Elements("a", "b", "é", ".", "-", "\"", "\\", "\n", "$", "{", "😀", " ", "\uFEFF")
                .ListOf()
                .Select(pieces => string.Concat(pieces))
        );

    private static Gen<string> Keys => Gen.OneOf(Gen.Elements("a", "b", "c-d", "1"), Texts);

    private static Gen<Fields> ObjectsOf(int depth) =>
        from count in Gen.Choose(0, 4)
        from keys in Keys.ListOf(count)
        from values in ValuesOf(depth).ListOf(count)
        select new Fields([
            .. keys.Zip(values, KeyValuePair.Create).DistinctBy(field => field.Key, StringComparer.Ordinal),
        ]);

    private static Gen<HoconModel> ValuesOf(int depth)
    {
        var texts = Gen.Frequency(
            (9, Texts.Select(HoconModel (text) => new Text(text))),
            (1, Gen.Constant<HoconModel>(new Text(null)))
        );
        return depth == 0
            ? texts
            : Gen.OneOf(
                texts,
                from count in Gen.Choose(0, 3)
                from items in ValuesOf(depth - 1).ListOf(count)
                select (HoconModel)new Items([.. items]),
                ObjectsOf(depth - 1).Select(HoconModel (fields) => fields)
            );
    }
}
