using CacheActors.Domain.Entries;

namespace CacheActors.Domain.Eviction;

/// <summary>An entry that may be let go.</summary>
/// <param name="Key">The entry.</param>
/// <param name="SizeBytes">Size of its file in bytes.</param>
/// <param name="Sha256">SHA-256 of its file: entries of equal content share it.</param>
/// <param name="Sharing">How many entries share the content, this one included, whether they may be let go or not.</param>
/// <param name="LastUse">When it was last used, UTC.</param>
public sealed record EvictionCandidate(
    EntryKey Key,
    long SizeBytes,
    string Sha256,
    long Sharing,
    DateTimeOffset LastUse
)
{
    /// <summary>The order in which entries go: least recently used first, equal ones by key.</summary>
    public static IComparer<EvictionCandidate> LeastRecentFirst { get; } =
        Comparer<EvictionCandidate>.Create(
            (a, b) =>
                a.LastUse == b.LastUse
                    ? string.CompareOrdinal(a.Key.Value, b.Key.Value)
                    : a.LastUse.CompareTo(b.LastUse)
        );
}
