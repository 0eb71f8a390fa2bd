namespace CacheActors.Domain.Reconciliation;

/// <summary>What a run of reconciliation looks at.</summary>
public enum RunMode
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>One entry.</summary>
    Entry,

    /// <summary>What a plan names.</summary>
    Plan,
}
