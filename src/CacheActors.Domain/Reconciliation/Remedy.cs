namespace CacheActors.Domain.Reconciliation;

/// <summary>What becomes of an entry.</summary>
public enum Remedy
{
    /// <summary>Nothing: what is journaled is so.</summary>
    None,

    /// <summary>Nothing: somebody is at work on it.</summary>
    LeaveAtWork,

    /// <summary>The file becomes an entry, with what can be read from it.</summary>
    Adopt,

    /// <summary>The file that is there is journaled as the entry's.</summary>
    Take,

    /// <summary>
    /// The journaled bytes are put back, if another file of the cache has them; else the file that is there is taken as it is.
    /// </summary>
    RestoreOrTake,

    /// <summary>The journaled bytes are put back, if another file of the cache has them; else the entry is missing.</summary>
    RestoreOrMarkMissing,

    /// <summary>
    /// The bad file goes into quarantine, and what can take its place is looked for: equal content, the server, the WAV, the
    /// synthesizer. When there is nothing the entry is missing.
    /// </summary>
    Repair,

    /// <summary>The entry stays as it is; a file that no event names goes into quarantine.</summary>
    SetAside,
}
