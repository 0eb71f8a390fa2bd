namespace CacheActors.Files;

/// <summary>What the headers of a WAV file say, checked against the file.</summary>
/// <param name="Encoding">Integers or floating point.</param>
/// <param name="SampleRate">Sample frames per second.</param>
/// <param name="Channels">Samples in a frame.</param>
/// <param name="BitsPerSample">Bits a sample takes in the file.</param>
/// <param name="DataOffset">Where the first frame starts, in bytes from the start of the file.</param>
/// <param name="DataBytes">Bytes of all whole frames.</param>
/// <param name="SampleFrames">Whole frames; at least 1.</param>
internal sealed record WavFacts(
    WavEncoding Encoding,
    int SampleRate,
    int Channels,
    int BitsPerSample,
    long DataOffset,
    long DataBytes,
    long SampleFrames
)
{
    /// <summary>Playing time.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(SampleFrames * TimeSpan.TicksPerSecond / SampleRate);

    /// <summary>Reads the headers of a file, not its audio. Blocks.</summary>
    /// <exception cref="InvalidAudioException">
    /// The file is no WAV we keep, has no audio, or is cut off: it declares more audio than it has. A size that a
    /// streaming writer left unset is no such declaration; the audio then runs to the end of the file.
    /// </exception>
    /// <exception cref="StorageException">The file is missing or cannot be read.</exception>
    public static WavFacts Read(string path)
    {
        using var file = AudioFile.Open(path, WavReader.Accepted);
        return WavReader.Read(file);
    }
}
