using Shouldly;

namespace CacheActors.Domain.Tests.Entries;

/// <summary>The cases of a closed family of records: what the compiler cannot check a switch against.</summary>
internal static class ClosedFamilies
{
    public static IReadOnlyList<Type> CasesOf<TFamily>() =>
        [.. typeof(TFamily).GetNestedTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(TFamily)))];

    public static void ShouldCover<TFamily>(this IEnumerable<Type> types)
    {
        CasesOf<TFamily>().ShouldNotBeEmpty();
        CasesOf<TFamily>().Except(types).ShouldBeEmpty();
    }
}
