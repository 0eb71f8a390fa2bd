using System.Globalization;
using System.Text;
using CacheActors.Files;
using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>
/// Length and time of the journal's file when the cache was closed: as long as they are the same, nobody has touched it since,
/// and its pages need not be looked through. Blocks.
/// </summary>
internal static class JournalNote
{
    /// <summary>True when the file is as it was when the note was left. What is in its log has checksums of its own.</summary>
    public static bool Holds(CacheFolder folder)
    {
        try
        {
            return FileOnDisk.Find(folder.JournalNotePath) is { IsRegular: true, Bytes: < 64 }
                && File.ReadAllText(folder.JournalNotePath) == Text(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // A note that cannot be read saves no time.
        }
    }

    /// <summary>
    /// Leaves it, once the journal is closed, and the journal as one file. It is not flushed: without it the next start looks the
    /// journal through.
    /// </summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    public static void Leave(CacheFolder folder) =>
        StorageException.Guard(
            "write",
            folder.JournalNotePath,
            () =>
            {
                MakeOneFile(folder.JournalPath);
                using var note = DurableFile.CreateNew(folder.JournalNotePath);
                note.Write(Encoding.ASCII.GetBytes(Text(folder)));
            }
        );

    // When a reader was the last to close it, the newest events are still in its log, which who copies the file would miss.
    private static void MakeOneFile(string path)
    {
        if (!File.Exists(path + "-wal"))
        {
            return;
        }
        try
        {
            using var journal = new SqliteConnection(SqliteFiles.ReadWriteExisting(path));
            journal.Open();
            journal.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Explain("close", path, e);
        }
    }

    private static string Text(CacheFolder folder)
    {
        // Not opened: to close the file would end SQLite's locks on it.
        var journal = new FileInfo(folder.JournalPath);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(journal.Exists ? journal.Length : 0)} {journal.LastWriteTimeUtc.Ticks}"
        );
    }
}
