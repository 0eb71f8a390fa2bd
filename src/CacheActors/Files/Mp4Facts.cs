namespace CacheActors.Files;

/// <summary>What the boxes of an MP4 file say about its one AAC track, checked against each other and the file.</summary>
/// <param name="Codec">Always <c>aac</c>; nothing else is accepted.</param>
/// <param name="SampleRate">Sample frames per second.</param>
/// <param name="Channels">Samples in a frame.</param>
/// <param name="MediaFrames">Sample frames the file decodes to.</param>
/// <param name="AudioFrames">Those a player plays: without what the encoder needs to get going (1024 frames with ffmpeg).</param>
internal sealed record Mp4Facts(string Codec, int SampleRate, int Channels, long MediaFrames, long AudioFrames)
{
    /// <summary>Playing time.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(AudioFrames * TimeSpan.TicksPerSecond / SampleRate);

    /// <summary>Reads the boxes of a file, not its audio. Blocks.</summary>
    /// <exception cref="InvalidAudioException">The file is no MP4 with AAC, is cut off, or contradicts itself.</exception>
    /// <exception cref="StorageException">The file is missing or cannot be read.</exception>
    public static Mp4Facts Read(string path)
    {
        using var file = AudioFile.Open(path, Mp4Reader.Accepted);
        return Mp4Reader.Read(file);
    }
}
