using System.Text.Json;

namespace CacheActors.EndToEnd.Tests;

internal static class JsonShape
{
    /// <summary>The names of an object's properties are exactly these: scripts rely on them.</summary>
    public static void ShouldHaveExactly(this JsonElement element, string names) =>
        element
            .EnumerateObject()
            .Select(p => p.Name)
            .ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);

    public static long Number(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    public static string Text(this JsonElement element, string name) =>
        element.GetProperty(name).GetString().ShouldNotBeNull();
}
