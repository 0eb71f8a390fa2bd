using CacheActors.Files;

namespace CacheActors.Compression;

/// <summary>The file ffmpeg writes for one job. Everything here blocks.</summary>
internal static class EncodedFile
{
    /// <summary>The only codec that passes.</summary>
    public const string Codec = "aac";

    /// <summary>Half of the shortest frame (1024 samples at 96 kHz): a lost one is noticed, rounding in resampling is not.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Makes the file before ffmpeg does, so that nobody but this user can read it, and a link planted in its place is
    /// replaced instead of followed.
    /// </summary>
    /// <exception cref="StorageException">It cannot be made.</exception>
    public static void Create(string path) =>
        StorageException.Guard("create", path, () => DurableFile.CreateNew(path).Dispose());

    /// <summary>What is wrong with the file, given the WAV it was made of; null when nothing is.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static string? Fault(string path, WavFacts wav)
    {
        try
        {
            var encoded = Mp4Facts.Read(path);
            return (encoded.Duration - wav.Duration).Duration() <= Tolerance
                ? null
                : $"The result plays {encoded.Duration.TotalSeconds:0.###} s of the WAV's {wav.Duration.TotalSeconds:0.###} s.";
        }
        catch (InvalidAudioException error)
        {
            return error.Message;
        }
    }

    /// <summary>Removes the file if it is there.</summary>
    public static void Delete(string path)
    {
        if (File.Exists(path))
        {
            StorageException.Guard("delete", path, () => File.Delete(path));
        }
    }
}
