namespace CacheActors.Domain.Reconciliation;

/// <summary>What about a run of reconciliation deserves somebody's attention.</summary>
public enum ReconciliationAlertKind
{
    /// <summary>More files of no entry than there should be: something else writes to the folder, or the journal is not its own.</summary>
    ManyOrphans,

    /// <summary>More entries without their file than there should be: something else deletes there.</summary>
    ManyGhosts,

    /// <summary>The run took longer than it should.</summary>
    SlowRun,

    /// <summary>The run failed.</summary>
    FailedRun,
}
