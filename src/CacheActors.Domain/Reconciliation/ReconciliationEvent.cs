namespace CacheActors.Domain.Reconciliation;

/// <summary>
/// What has happened to the cache as a whole: runs of reconciliation that had something to correct. Type and property names
/// are the journal's format: add, never rename. What became of an entry is in the entry's own history.
/// </summary>
public abstract record ReconciliationEvent
{
    private ReconciliationEvent(string batchId, DateTimeOffset at)
    {
        BatchId = batchId;
        At = at;
    }

    /// <summary>Names the run: the correlation id of everything that it led to, 32 hex digits.</summary>
    public string BatchId { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>A run has found what differs, and begins to correct it.</summary>
    /// <param name="Mode">What it looks at.</param>
    /// <param name="Deep">True when contents are read.</param>
    /// <param name="Key">The entry, when it looks at one.</param>
    public sealed record RunStarted(string BatchId, RunMode Mode, bool Deep, string? Key, DateTimeOffset At)
        : ReconciliationEvent(BatchId, At);

    /// <summary>The run is over.</summary>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="FilesScanned">Files it looked at.</param>
    /// <param name="EntriesScanned">Entries it looked at.</param>
    /// <param name="Found">Differences it found.</param>
    /// <param name="Fixed">Those it corrected.</param>
    /// <param name="Failures">Entries and files of which it could not find out, or that it could not correct.</param>
    /// <param name="Expired">Files it deleted from the quarantine because their time was over.</param>
    /// <param name="StartedAt">When it began to look, UTC.</param>
    public sealed record RunFinished(
        string BatchId,
        RunOutcome Outcome,
        long FilesScanned,
        long EntriesScanned,
        int Found,
        int Fixed,
        int Failures,
        int Expired,
        DateTimeOffset StartedAt,
        DateTimeOffset At
    ) : ReconciliationEvent(BatchId, At);
}
