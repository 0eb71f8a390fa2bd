namespace CacheActors.Domain.Entries;

/// <summary>Which work on an entry failed. The names are the journal's format.</summary>
public enum FailureStage
{
    /// <summary>Turning the WAV into the compressed file.</summary>
    Compression,
}
