namespace CacheActors.Domain.Reconciliation;

/// <summary>In which way the disk differs from the journal.</summary>
public enum DiscrepancyKind
{
    /// <summary>A whole audio file that belongs to no entry.</summary>
    OrphanedFile,

    /// <summary>An entry whose file is not there.</summary>
    GhostEntry,

    /// <summary>A whole file of another size than was journaled.</summary>
    SizeMismatch,

    /// <summary>Another kind of file than was journaled, one file too many, or a missing entry whose file is there.</summary>
    StateMismatch,

    /// <summary>A file that is not whole: half-written, cut off, or no audio.</summary>
    PartialFile,

    /// <summary>A file of the journaled size whose content is another.</summary>
    HashMismatch,
}
