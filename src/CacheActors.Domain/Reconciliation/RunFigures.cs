namespace CacheActors.Domain.Reconciliation;

/// <summary>What one run of reconciliation came to.</summary>
/// <param name="Files">Files looked at.</param>
/// <param name="Entries">Entries looked at.</param>
/// <param name="Found">Differences, by kind; a kind that is not there was not found.</param>
/// <param name="Fixed">Differences that were put right.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="IsDeep">True when it read the files' content.</param>
public sealed record RunFigures(
    long Files,
    long Entries,
    IReadOnlyDictionary<DiscrepancyKind, long> Found,
    long Fixed,
    TimeSpan Duration,
    bool IsDeep
)
{
    /// <summary>How many differences of a kind were found.</summary>
    public long Of(DiscrepancyKind kind) => Found.GetValueOrDefault(kind);
}
