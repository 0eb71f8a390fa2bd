using CacheActors.Domain.Reconciliation;

namespace CacheActors.Reconciliation;

/// <summary>The words for kinds of differences that people, plans and scripts get.</summary>
internal static class DiscrepancyWords
{
    /// <summary>For example <c>ghostEntry</c>.</summary>
    public static string Word(this DiscrepancyKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
