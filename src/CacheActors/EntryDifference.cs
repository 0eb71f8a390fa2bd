using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>An entry that was not the same at two moments.</summary>
/// <param name="Key">The entry.</param>
/// <param name="Change">What became of it.</param>
/// <param name="Before">What it was at the first moment.</param>
/// <param name="After">What it was at the second.</param>
public sealed record EntryDifference(EntryKey Key, EntryChange Change, EntryState Before, EntryState After);

/// <summary>What became of an entry between two moments.</summary>
public enum EntryChange
{
    /// <summary>It was not there, and then it was.</summary>
    Added,

    /// <summary>It was there, and then it was not.</summary>
    Gone,

    /// <summary>It was there both times, and is not the same.</summary>
    Changed,

    /// <summary>It was there neither time, and came and went in between.</summary>
    CameAndWent,
}
