using CacheActors.Domain.Entries;

namespace CacheActors.Files;

/// <summary>What a file of a kind that is not known beforehand turned out to be.</summary>
/// <param name="Format">The kind, by its content, whatever its name says.</param>
/// <param name="Duration">Playing time.</param>
internal sealed record AudioFacts(AudioFormat Format, TimeSpan Duration)
{
    private const string Accepted = "a WAV file, or an MP4 file (.m4a) with one AAC track";

    /// <summary>Playing time in whole milliseconds.</summary>
    public long DurationMs => (long)Math.Round(Duration.TotalMilliseconds);

    /// <summary>Reads the headers of a WAV or M4A file, not its audio. Blocks.</summary>
    /// <exception cref="InvalidAudioException">The file is neither, is cut off, or contradicts itself.</exception>
    /// <exception cref="StorageException">The file is missing or cannot be read.</exception>
    public static AudioFacts Read(string path)
    {
        using var file = AudioFile.Open(path, Accepted);
        Span<byte> head = stackalloc byte[8];
        head = head[..file.Read(head, 0)];
        return head is [_, _, _, _, .. var type] && type.SequenceEqual("ftyp"u8)
            ? new AudioFacts(AudioFormat.M4a, Mp4Reader.Read(file).Duration)
            : new AudioFacts(AudioFormat.Wav, WavReader.Read(file).Duration);
    }
}
