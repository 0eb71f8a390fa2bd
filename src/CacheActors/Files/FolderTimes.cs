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

    private readonly FolderNote _note = new(
        folder.FolderTimesPath,
        Path.Combine(folder.StagingFolder, "folders.part"),
        LongestNote
    );

    /// <summary>Reads and removes the note, for good.</summary>
    /// <param name="journalEnd">The place of the journal's newest row.</param>
    /// <returns>True: the folders are as they were left. False: they are not, or there is no note that can be used.</returns>
    /// <exception cref="StorageException">It cannot be removed.</exception>
    public bool Take(long journalEnd) =>
        StorageException.Guard(
            "read",
            folder.FolderTimesPath,
            () => _note.Take() is { } text && IsAsLeft(text, journalEnd)
        );

    /// <summary>
    /// Writes the note; none when a folder has changed in the very moment, because a later change could look the same.
    /// Nothing may be at work in the folders.
    /// </summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    public void Leave(long journalEnd) =>
        StorageException.Guard("write", folder.FolderTimesPath, () => Write(journalEnd));

    private bool IsAsLeft(string text, long journalEnd)
    {
        var end = text.LastIndexOf('\n');
        return end >= 0
            && text[(end + 1)..] == Checksum(text[..end])
            && text[..end].Split('\n') is [Version, var last, _, ..] lines
            && last == Text(journalEnd)
            && lines.Skip(2).All(IsAsLeft);
    }

    private bool IsAsLeft(string line)
    {
        var name = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return line == Line(name, Ticks(name));
    }

    private void Write(long journalEnd)
    {
        for (var left = Tries; left > 0; left--)
        {
            // By the clock of the folders' times themselves: what changes them from now on is not earlier than this.
            var now = _note.Now();
            var folders = Directory
                .GetDirectories(folder.AudioFolder)
                .Select(path => Path.GetFileName(path))
                .Prepend(".")
                .Select(name => (Name: name, Ticks: Ticks(name)))
                .ToList();
            if (folders.TrueForAll(found => found.Ticks < now))
            {
                var lines = folders.Select(found => Line(found.Name, found.Ticks));
                var text = string.Join('\n', [Version, Text(journalEnd), .. lines]);
                _note.Leave($"{text}\n{Checksum(text)}");
                return;
            }
        }
    }

    private static string Line(string name, long ticks) => $"{Text(ticks)} {name}";

    private long Ticks(string name) => Directory.GetLastWriteTimeUtc(Path.Combine(folder.AudioFolder, name)).Ticks;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Checksum(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
