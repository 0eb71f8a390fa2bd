using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>What to compare, and how.</summary>
public sealed record ReconciliationRequest
{
    /// <summary>One entry; null (default): everything.</summary>
    public EntryKey? Key { get; init; }

    /// <summary>Only look: the report tells what would be done. Default false.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// Read the content of every file too, which takes as long as reading all of the cache. Default false: names, kinds and
    /// sizes.
    /// </summary>
    public bool Deep { get; init; }
}
