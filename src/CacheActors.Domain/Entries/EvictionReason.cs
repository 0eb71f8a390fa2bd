namespace CacheActors.Domain.Entries;

/// <summary>Why an entry's file was let go. The names are the journal's format.</summary>
public enum EvictionReason
{
    /// <summary>Room was needed within the cache's size.</summary>
    Budget,

    /// <summary>It was not used for longer than the cache keeps audio.</summary>
    Age,

    /// <summary>Somebody asked for room.</summary>
    Requested,

    /// <summary>Everything of its kind was cleared, pins and owners included.</summary>
    Cleared,
}
