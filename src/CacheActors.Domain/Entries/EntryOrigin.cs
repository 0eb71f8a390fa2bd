namespace CacheActors.Domain.Entries;

/// <summary>How an entry's audio came into the cache. The names are the journal's format.</summary>
public enum EntryOrigin
{
    /// <summary>Spoken by a synthesizer on request.</summary>
    Synthesized,

    /// <summary>Taken over from a WAV file of the user's.</summary>
    Imported,

    /// <summary>Fetched from a server.</summary>
    Downloaded,

    /// <summary>Taken over from an older cache.</summary>
    Adopted,
}
