namespace CacheActors.Domain.Reconciliation;

/// <summary>What lies under one of an entry's two file names.</summary>
public enum FileFinding
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A file of the journaled size and, where the content was read, of the journaled content.</summary>
    AsJournaled,

    /// <summary>A whole audio file of another size than was journaled, or of which nothing was journaled.</summary>
    Whole,

    /// <summary>A file of the journaled size whose content is another.</summary>
    Altered,

    /// <summary>A file that is not whole, and not of the journaled size.</summary>
    Broken,
}
