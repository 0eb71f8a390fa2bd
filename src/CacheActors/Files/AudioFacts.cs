using CacheActors.Domain.Entries;

namespace CacheActors.Files;

/// <summary>What a file that may be a WAV or an M4A turns out to be. Its name says nothing.</summary>
/// <param name="Format">Which of them.</param>
/// <param name="Duration">Playing time.</param>
internal sealed record AudioFacts(AudioFormat Format, TimeSpan Duration)
{
    /// <summary>Reads the headers of a file, not its audio. Blocks.</summary>
    /// <exception cref="InvalidAudioException">The file is neither, is damaged, or is of a kind we do not keep.</exception>
    /// <exception cref="StorageException">The file is missing or cannot be read.</exception>
    public static AudioFacts Read(string path)
    {
        using var file = AudioFile.Open(path, $"{WavReader.Accepted}; or {Mp4Reader.Accepted}");
        Span<byte> buffer = stackalloc byte[8];
        ReadOnlySpan<byte> start = buffer[..file.Read(buffer, 0)];
        return start.EndsWith("ftyp"u8)
            ? new AudioFacts(AudioFormat.M4a, Mp4Reader.Read(file).Duration)
            : new AudioFacts(AudioFormat.Wav, WavReader.Read(file).Duration);
    }
}
