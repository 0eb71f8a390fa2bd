namespace CacheActors.Domain.Entries;

/// <summary>What kind of file an entry's audio is. The names are the journal's format.</summary>
public enum AudioFormat
{
    /// <summary>A WAV file (RIFF).</summary>
    Wav,

    /// <summary>AAC in an MP4 container.</summary>
    M4a,
}
