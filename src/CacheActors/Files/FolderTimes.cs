using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CacheActors.Files;

/// <summary>
/// When the folders of the audio files last changed and where the journal ended, left when the cache is closed: where both are
/// the same at the next start, nobody added, removed or renamed a file in between. Whoever takes the note removes it: after a
/// crash there is none. A file that was changed in place does not show here. Blocks.
/// </summary>
internal sealed class FolderTimes(CacheFolder folder)
{
    private const string Version = "cacheactors-folder-times 1";
    private const int LongestNote = 1024 * 1024;

    // The system's clock for files ticks every few milliseconds: so often it is asked whether it has, by a flushed write each.
    private const int Tries = 50;

    /// <summary>Reads and removes the note, for good.</summary>
    /// <param name="journalEnd">The place of the journal's newest row.</param>
    /// <returns>True: the folders are as they were left. False: they are not, or there is no note that can be used.</returns>
    /// <exception cref="StorageException">It cannot be removed.</exception>
    public bool Take(long journalEnd) =>
        StorageException.Guard("read", folder.FolderTimesPath, () => Read() is { } note && IsAsLeft(note, journalEnd));

    /// <summary>
    /// Writes the note; none when a folder has changed in the very moment, because a later change could look the same.
    /// Nothing may be at work in the folders.
    /// </summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    public void Leave(long journalEnd) =>
        StorageException.Guard("write", folder.FolderTimesPath, () => Write(journalEnd));

    private string[]? Read()
    {
        // Not a link, which would lead to somebody else's file.
        if (FileOnDisk.Find(folder.FolderTimesPath) is not { IsRegular: true, Bytes: < LongestNote })
        {
            File.Delete(folder.FolderTimesPath);
            return null;
        }
        var text = File.ReadAllText(folder.FolderTimesPath);
        File.Delete(folder.FolderTimesPath);
        DurableFile.FlushFolder(folder.Root);
        var end = text.LastIndexOf('\n');
        return end >= 0 && text[(end + 1)..] == Checksum(text[..end]) ? text[..end].Split('\n') : null;
    }

    private bool IsAsLeft(string[] note, long journalEnd) =>
        note.Length > 2 && note[0] == Version && note[1] == Text(journalEnd) && note.Skip(2).All(IsAsLeft);

    private bool IsAsLeft(string line)
    {
        var name = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return line == Line(name, Ticks(name));
    }

    private void Write(long journalEnd)
    {
        var staging = Path.Combine(folder.StagingFolder, "folders.part");
        try
        {
            for (var left = Tries; left > 0; left--)
            {
                Write(staging, ".");
                // By the clock of the folders' times themselves: what changes them from now on is not earlier than this.
                var now = File.GetLastWriteTimeUtc(staging).Ticks;
                var folders = Directory
                    .GetDirectories(folder.AudioFolder)
                    .Select(path => Path.GetFileName(path))
                    .Prepend(".")
                    .Select(name => (Name: name, Ticks: Ticks(name)))
                    .ToList();
                if (folders.TrueForAll(found => found.Ticks < now))
                {
                    var lines = folders.Select(found => Line(found.Name, found.Ticks));
                    var note = string.Join('\n', [Version, Text(journalEnd), .. lines]);
                    Write(staging, $"{note}\n{Checksum(note)}");
                    DurableFile.Publish(staging, folder.FolderTimesPath);
                    return;
                }
            }
        }
        finally
        {
            File.Delete(staging);
        }
    }

    private static void Write(string path, string text)
    {
        using var file = DurableFile.CreateNew(path);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static string Line(string name, long ticks) => $"{Text(ticks)} {name}";

    private long Ticks(string name) => Directory.GetLastWriteTimeUtc(Path.Combine(folder.AudioFolder, name)).Ticks;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Checksum(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
