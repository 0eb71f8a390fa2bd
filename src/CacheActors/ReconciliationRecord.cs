using CacheActors.Domain.Reconciliation;

namespace CacheActors;

/// <summary>What is journaled of a run of reconciliation that had something to correct.</summary>
/// <param name="BatchId">Names the run: the correlation id of what it led to in the entries' histories.</param>
/// <param name="Mode">What it looked at.</param>
/// <param name="Deep">True when contents were read.</param>
/// <param name="Key">The entry, when it looked at one.</param>
/// <param name="StartedAt">When it began, UTC; of one that never ended, when it began to correct.</param>
/// <param name="EndedAt">When it ended, UTC; null: it is under way, or a crash cut it off. Then the counts are 0.</param>
/// <param name="Outcome">How it ended; null as above.</param>
/// <param name="FilesScanned">Files it looked at.</param>
/// <param name="EntriesScanned">Entries it looked at.</param>
/// <param name="Found">Differences it found.</param>
/// <param name="Fixed">Those it corrected.</param>
/// <param name="Failures">What it could not find out or correct.</param>
/// <param name="Expired">Files whose time in quarantine was over.</param>
public sealed record ReconciliationRecord(
    string BatchId,
    RunMode Mode,
    bool Deep,
    string? Key,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    RunOutcome? Outcome,
    long FilesScanned,
    long EntriesScanned,
    int Found,
    int Fixed,
    int Failures,
    int Expired
);
