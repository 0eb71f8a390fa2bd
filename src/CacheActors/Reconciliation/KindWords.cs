namespace CacheActors.Reconciliation;

/// <summary>The words for kinds of differences and of alerts that people, plans, scripts and meters get.</summary>
internal static class KindWords
{
    /// <summary>For example <c>ghostEntry</c>, as in JSON.</summary>
    public static string Word(this Enum kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
