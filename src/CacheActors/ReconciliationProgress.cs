namespace CacheActors;

/// <summary>How far a reconciliation is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Done">How much of the stage is done.</param>
/// <param name="Total">How much that is in all: sub-folders while it scans, else entries and files.</param>
/// <param name="FilesScanned">Files looked at so far.</param>
/// <param name="EntriesScanned">Entries looked at so far.</param>
/// <param name="Found">Differences found so far.</param>
/// <param name="Fixed">Differences corrected so far.</param>
public sealed record ReconciliationProgress(
    ReconciliationStage Stage,
    int Done,
    int Total,
    long FilesScanned,
    long EntriesScanned,
    int Found,
    int Fixed
);

/// <summary>What a reconciliation does, in this order.</summary>
public enum ReconciliationStage
{
    /// <summary>Compares names, kinds and sizes.</summary>
    Scan,

    /// <summary>Reads contents; only of a deep one.</summary>
    Verify,

    /// <summary>Has the entries look again, and correct what differs.</summary>
    Correct,
}
