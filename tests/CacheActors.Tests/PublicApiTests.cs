using System.Reflection;
using System.Text;
using CacheActors.Domain.Entries;

namespace CacheActors.Tests;

/// <summary>What a host can call is approved text: a change of it shows in review, and never happens by accident.</summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Assemblies() => ["CacheActors", "CacheActors.Domain"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_public_api_is_the_approved_one(string name)
    {
        var assembly = name == "CacheActors" ? typeof(AudioCache).Assembly : typeof(EntryKey).Assembly;
        var approved = Path.Combine(AppContext.BaseDirectory, "Golden", "public-api", name + ".txt");
        var actual = Describe(assembly);
        var found = Path.Combine(AppContext.BaseDirectory, name + ".public-api.txt");
        File.WriteAllText(found, actual);

        actual.ShouldBe(
            File.Exists(approved) ? File.ReadAllText(approved) : "",
            $"If the change is meant, copy {found} to tests/Golden/public-api/{name}.txt."
        );
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            var members = type.GetMembers(Declared)
                .Where(IsVisible)
                .Select(member => $"  {member.MemberType} {member}\n");
            foreach (var member in members.Order(StringComparer.Ordinal))
            {
                text.Append(member);
            }
        }
        return text.ToString();
    }

    // Accessors show as properties; what the compiler makes for records has no name a host can write.
    private static bool IsVisible(MemberInfo member) =>
        member switch
        {
            MethodBase method => IsVisible(method) && (!method.IsSpecialName || method.IsConstructor),
            FieldInfo field => field.IsPublic || field.IsFamily,
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
            EventInfo @event => @event.AddMethod is { } add && IsVisible(add),
            _ => false,
        } && !member.Name.Contains('<');

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
