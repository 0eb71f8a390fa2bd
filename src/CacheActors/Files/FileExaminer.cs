using System.Globalization;
using System.Security.Cryptography;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;

namespace CacheActors.Files;

/// <summary>Compares what lies under an entry's file name with what was journaled of it. Blocks.</summary>
internal static class FileExaminer
{
    /// <summary>Looks at one file.</summary>
    /// <param name="path">Its place; a link there is not followed.</param>
    /// <param name="format">The kind of file that belongs there.</param>
    /// <param name="journaled">What identifies it; null: nothing was journaled of it.</param>
    /// <param name="readContent">Read the content also where the size is right.</param>
    /// <exception cref="StorageException">It is there and cannot be read.</exception>
    public static ExaminedFile Examine(string path, AudioFormat format, FileFacts? journaled, bool readContent)
    {
        var (name, a) = format == AudioFormat.Wav ? ("WAV", "a") : ("M4A", "an");
        if (StorageException.Guard("look at", path, () => FileOnDisk.Find(path)) is not { } file)
        {
            return new ExaminedFile(FileFinding.None, null, $"no {name}");
        }
        var size = file.Bytes.ToString("N0", CultureInfo.InvariantCulture);
        if (!file.IsRegular)
        {
            return new ExaminedFile(FileFinding.Broken, null, $"something that is no file where the {name} belongs");
        }
        if (file.Bytes == journaled?.SizeBytes)
        {
            if (!readContent)
            {
                return new ExaminedFile(FileFinding.AsJournaled, journaled, $"the {name} of {size} bytes");
            }
            var facts = Identify(path);
            return facts == journaled
                ? new ExaminedFile(FileFinding.AsJournaled, facts, $"the {name} of {size} bytes")
                : new ExaminedFile(
                    FileFinding.Altered,
                    facts,
                    $"{a} {name} of {size} bytes whose SHA-256 is {facts.Sha256} where {journaled.Sha256} was journaled"
                );
        }
        try
        {
            if (AudioFacts.Read(path).Format != format)
            {
                return new ExaminedFile(FileFinding.Broken, null, $"another kind of file where the {name} belongs");
            }
        }
        catch (InvalidAudioException e)
        {
            return new ExaminedFile(
                FileFinding.Broken,
                null,
                $"{a} {name} of {size} bytes that is not whole ({e.Found ?? e.Message})"
            );
        }
        var whole = readContent ? Identify(path) : null;
        return new ExaminedFile(FileFinding.Whole, whole, $"a whole {name} of {size} bytes");
    }

    /// <summary>What a whole file plays, once its bytes are sure to be on the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="facts">What identifies it.</param>
    /// <exception cref="InvalidAudioException">It is not whole.</exception>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static AudioOnDisk Describe(string path, FileFacts facts)
    {
        StorageException.Guard("flush", path, () => Flush(path));
        var audio = AudioFacts.Read(path);
        var codec = audio.Format == AudioFormat.M4a ? Mp4Facts.Read(path).Codec : null;
        return new AudioOnDisk(audio.Format, facts.SizeBytes, facts.Sha256, audio.DurationMs, codec);
    }

    /// <summary>Reads what identifies a file.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static FileFacts Identify(string path)
    {
        using var file = ForeignFile.OpenRead(path);
        return StorageException.Guard(
            "read",
            path,
            () =>
            {
                var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
                return new FileFacts(file.Length, sha256);
            }
        );
    }

    // Who put it there may not have.
    private static void Flush(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var file = LibC.OpenForReading(path);
            RandomAccess.FlushToDisk(file);
            DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
        }
    }
}
