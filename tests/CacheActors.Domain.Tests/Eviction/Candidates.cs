using CacheActors.Domain.Entries;
using CacheActors.Domain.Eviction;
using CacheActors.Domain.Tests.Entries;
using FsCheck;
using FsCheck.Fluent;

namespace CacheActors.Domain.Tests.Eviction;

/// <summary>Entries that may be evicted, some of which share their content, some with others that may not.</summary>
internal static class Candidates
{
    /// <summary>Some 0 to 40 entries of 1 to 12 contents; equal content has equal size. In the order of last use.</summary>
    public static Gen<IReadOnlyList<EvictionCandidate>> Lists { get; } =
        from contents in Gen.Choose(0, 11).ListOf()
        from uses in Gen.Choose(0, 30).ListOf(contents.Count)
        from keptToo in Gen.Choose(0, 11)
        select List(contents, uses, keptToo);

    public static EvictionCandidate Of(
        int number,
        int sizeBytes = 100,
        int usedAt = 0,
        int content = -1,
        long sharing = 1
    ) =>
        new(
            EntryKey.For("voice", $"{number}", 1),
            sizeBytes,
            content < 0 ? $"content of {number}" : $"content {content}",
            sharing,
            Time(usedAt)
        );

    public static DateTimeOffset Time(int minutes) => Sample.Now.AddMinutes(minutes);

    private static IReadOnlyList<EvictionCandidate> List(IList<int> contents, IList<int> uses, int keptToo) =>
        [
            .. contents
                .Select(
                    (content, i) =>
                        Of(
                            i,
                            sizeBytes: 10 + (content * 7 % 5),
                            uses[i],
                            content,
                            // One content belongs to an entry, too, that may not go.
                            contents.Count(other => other == content) + (content == keptToo ? 1 : 0)
                        )
                )
                .Order(EvictionCandidate.LeastRecentFirst),
        ];
}
