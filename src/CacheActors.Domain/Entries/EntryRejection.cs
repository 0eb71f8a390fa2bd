namespace CacheActors.Domain.Entries;

/// <summary>The rule that refused a command.</summary>
public enum EntryRejection
{
    /// <summary>The entry holds no audio.</summary>
    NoAudio,

    /// <summary>The key already holds other audio.</summary>
    KeyHoldsOtherAudio,

    /// <summary>This run already has the grant.</summary>
    AlreadyCompressing,

    /// <summary>The entry is compressed.</summary>
    AlreadyCompressed,

    /// <summary>The attempt is not the one that holds the grant.</summary>
    StaleAttempt,

    /// <summary>The entry is pinned and stays.</summary>
    Pinned,

    /// <summary>The entry has owners and stays.</summary>
    Referenced,

    /// <summary>A compression works on the entry.</summary>
    AtWork,
}
