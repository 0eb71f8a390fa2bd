using System.Globalization;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Reconciliation;

namespace CacheActors;

/// <summary>What a comparison of disk and journal found, and did about it.</summary>
/// <param name="BatchId">Names the run: the correlation id of what it led to in the entries' histories. 32 hex digits.</param>
/// <param name="DryRun">True when it only looked.</param>
/// <param name="Deep">True when contents were read.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
/// <param name="FilesScanned">Files that were looked at.</param>
/// <param name="EntriesScanned">Entries that were looked at.</param>
/// <param name="Discrepancies">What differs or did, in the order of paths.</param>
/// <param name="Failures">What could not be found out or corrected.</param>
/// <param name="Skipped">Steps of a plan that were not done, because what they are about is not as it was.</param>
/// <param name="Expired">Files that were deleted from the quarantine because their time was over.</param>
public sealed record ReconciliationReport(
    string BatchId,
    bool DryRun,
    bool Deep,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    long FilesScanned,
    long EntriesScanned,
    IReadOnlyList<Discrepancy> Discrepancies,
    IReadOnlyList<ReconciliationFailure> Failures,
    IReadOnlyList<SkippedStep> Skipped,
    int Expired
)
{
    /// <summary>How many differences were found.</summary>
    public int Found => Discrepancies.Count;

    /// <summary>How many of them were corrected.</summary>
    public int Fixed => Discrepancies.Count(found => found.FixedAt is not null);

    /// <summary>Wall-clock time.</summary>
    public TimeSpan Elapsed => EndedAt - StartedAt;

    /// <summary>One line for a person.</summary>
    public string Summary
    {
        get
        {
            var kinds = Discrepancies
                .CountBy(found => found.Kind)
                .OrderBy(kind => kind.Key)
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value} {kind.Key.Word()}"));
            var scanned = string.Create(
                CultureInfo.InvariantCulture,
                $"{FilesScanned} files, {EntriesScanned} entries: {Found} found"
            );
            return scanned
                + (Found > 0 ? $" ({string.Join(", ", kinds)})" : "")
                + (DryRun ? "" : string.Create(CultureInfo.InvariantCulture, $", {Fixed} fixed"))
                + (Failures.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Failures.Count} failed") : "")
                + (Skipped.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Skipped.Count} skipped") : "")
                + (Expired > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Expired} expired") : "");
        }
    }

    /// <summary>Its numbers.</summary>
    /// <param name="reading">How long of the time contents were read; null: they were not to.</param>
    internal RunFigures Figures(TimeSpan? reading) =>
        new(
            FilesScanned,
            EntriesScanned,
            Discrepancies.CountBy(found => found.Kind).ToDictionary(kind => kind.Key, kind => (long)kind.Value),
            Fixed,
            Failures.Count,
            Elapsed,
            reading
        );
}

/// <summary>Something that could not be found out or corrected.</summary>
/// <param name="Key">The entry; null for a file whose name no entry can have.</param>
/// <param name="Path">Absolute path of the file, when it is about one.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record ReconciliationFailure(EntryKey? Key, string? Path, string Reason);

/// <summary>A step of a plan that was not done.</summary>
/// <param name="Step">The step.</param>
/// <param name="Why">How it is now, for a person.</param>
public sealed record SkippedStep(Discrepancy Step, string Why);
