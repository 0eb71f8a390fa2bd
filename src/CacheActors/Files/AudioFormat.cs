namespace CacheActors.Files;

/// <summary>How an entry's file holds its audio; the name is also the file's extension.</summary>
internal enum AudioFormat
{
    /// <summary>As the synthesizer made it.</summary>
    Wav,

    /// <summary>AAC in an MP4 container.</summary>
    M4a,
}
