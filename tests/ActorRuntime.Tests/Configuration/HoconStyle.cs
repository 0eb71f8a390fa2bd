using System.Text;
using System.Text.Json;

namespace ActorRuntime.Tests.Configuration;

/// <summary>Writes a value as HOCON in a style that a seed chooses: separators, quotes, comments, dots or braces.</summary>
internal sealed class HoconStyle
{
    private readonly Random _random;

    private HoconStyle(int seed) => _random = new Random(seed);

    public static string Write(HoconModel.Fields model, int seed) => new HoconStyle(seed).Fields(model, "");

    private string Fields(HoconModel.Fields model, string prefix)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in model.Values)
        {
            var path = prefix + Key(key);
            text.Append(
                value is HoconModel.Fields { Values.Count: > 0 } below && Chance()
                    ? Fields(below, OneOf($"{path}.", $"{path} . "))
                    : path
                        + Assignment(value)
                        + Value(value)
                        + OneOf("\n", ",", " ,\n", "\n,", " # comment\n", "\r\n", "\n\n")
            );
        }

        return text.ToString();
    }

    private string Assignment(HoconModel value) =>
        value is HoconModel.Fields && Chance() ? OneOf("", " ", "\n") : OneOf("=", ":", " = ", "\n= ", " :\n ");

    private string Value(HoconModel value) =>
        value switch
        {
            HoconModel.Text { Value: null } => "null",
            HoconModel.Text text => Text(text.Value),
            HoconModel.Items items => Items(items.Values),
            HoconModel.Fields fields => OneOf("{", "{\n", "{ // comment\n") + Fields(fields, "") + "}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private string Items(IReadOnlyList<HoconModel> items)
    {
        var cut = _random.Next(items.Count + 1);
        return cut > 0 && Chance() ? Items([.. items.Take(cut)]) + " " + Items([.. items.Skip(cut)]) : All();

        string All() =>
            "["
            + string.Join(OneOf(",", ", ", "\n", " # comment\n", ",\n"), items.Select(Value))
            + (items.Count > 0 ? OneOf("", ",", "\n") : "")
            + "]";
    }

    private string Text(string text)
    {
        var cut = _random.Next(text.Length + 1);
        return _random.Next(4) switch
        {
            0 when IsPlain(text) && text != "null" => text,
            1 when !text.Contains("\"\"\"", StringComparison.Ordinal) && !text.EndsWith('"') => $"\"\"\"{text}\"\"\"",
            2 when cut > 0 && cut < text.Length && !char.IsSurrogate(text[cut]) => Quoted(text[..cut])
                + Quoted(text[cut..]),
            _ => Quoted(text),
        };
    }

    private string Key(string key) => IsPlain(key) && key != "include" && Chance() ? key : Quoted(key);

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static bool IsPlain(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private bool Chance() => _random.Next(2) == 0;

    private string OneOf(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];
}
