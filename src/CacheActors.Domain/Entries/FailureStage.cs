namespace CacheActors.Domain.Entries;

/// <summary>Which work on an entry failed. The names are the journal's format.</summary>
public enum FailureStage
{
    /// <summary>Turning the WAV into the compressed file.</summary>
    Compression,

    /// <summary>Finding something to take the place of a bad file.</summary>
    Repair,
}
