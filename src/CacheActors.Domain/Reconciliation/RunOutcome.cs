namespace CacheActors.Domain.Reconciliation;

/// <summary>How a run of reconciliation ended.</summary>
public enum RunOutcome
{
    /// <summary>It looked at everything that it was to look at.</summary>
    Completed,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,

    /// <summary>It could not go on.</summary>
    Failed,
}
