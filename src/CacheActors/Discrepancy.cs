using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;

namespace CacheActors;

/// <summary>One difference between the journal and the disk.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Key">The entry; null for a file whose name no entry can have.</param>
/// <param name="Path">Absolute path of the file it is about.</param>
/// <param name="Detail">What was journaled and what was found, for a person.</param>
/// <param name="DetectedAt">When it was found, UTC.</param>
/// <param name="FixedAt">When it was corrected, UTC; null: it was not, as in a dry run.</param>
/// <param name="Remedy">What was done, or in a dry run what would be, for a person.</param>
public sealed record Discrepancy(
    DiscrepancyKind Kind,
    EntryKey? Key,
    string Path,
    string Detail,
    DateTimeOffset DetectedAt,
    DateTimeOffset? FixedAt,
    string Remedy
);
