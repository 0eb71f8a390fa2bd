namespace CacheActors.Domain.Reconciliation;

/// <summary>What one run of reconciliation came to.</summary>
/// <param name="Files">Files looked at.</param>
/// <param name="Entries">Entries looked at.</param>
/// <param name="Found">Differences, by kind; a kind that is not there was not found.</param>
/// <param name="Fixed">Differences that were put right.</param>
/// <param name="Failures">What could not be found out or put right.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Reading">How long of that it read files' content; null: it was not to.</param>
public sealed record RunFigures(
    long Files,
    long Entries,
    IReadOnlyDictionary<DiscrepancyKind, long> Found,
    long Fixed,
    long Failures,
    TimeSpan Duration,
    TimeSpan? Reading
)
{
    /// <summary>True when journal and disk agree after it, as far as it looked.</summary>
    public bool IsAllRight => Failures == 0 && Found.Values.Sum() == Fixed;

    /// <summary>How many differences of a kind were found.</summary>
    public long Of(DiscrepancyKind kind) => Found.GetValueOrDefault(kind);
}
