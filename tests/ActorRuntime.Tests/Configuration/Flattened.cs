using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace ActorRuntime.Tests.Configuration;

/// <summary>All values of a configuration, to compare: <c>a.b=1 a.c=[2,3]</c>.</summary>
internal static class Flattened
{
    public static string Of(Config config) => string.Join(' ', Fields(config));

    public static IEnumerable<string> Fields(Config config) => Fields(config.Root.GetObject(), "");

    private static IEnumerable<string> Fields(HoconObject items, string prefix) =>
        items.Items.SelectMany(field =>
            field.Value.IsObject() && !field.Value.IsEmpty
                ? Fields(field.Value.GetObject(), $"{prefix}{field.Key}.")
                : [$"{prefix}{field.Key}={Value(field.Value)}"]
        );

    private static string Value(HoconValue value) =>
        value.IsObject() ? $"{{{string.Join(' ', Fields(value.GetObject(), ""))}}}"
        : value.IsArray() ? $"[{string.Join(',', value.GetArray().Select(Value))}]"
        : value.GetString() ?? "<null>";
}
