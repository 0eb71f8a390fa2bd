namespace CacheActors.Domain.Entries;

/// <summary>Where the bytes of a repaired file came from. The names are the journal's format.</summary>
public enum RepairSource
{
    /// <summary>Another file of this cache with the same content.</summary>
    EqualContent,

    /// <summary>The server.</summary>
    Server,

    /// <summary>A synthesizer, which spoke it again.</summary>
    Synthesizer,
}
