using CacheActors.Files;
using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>Finds out whether the journal can be written, without writing an event.</summary>
internal static class JournalProbe
{
    /// <summary>Commits a transaction that changes nothing: it needs the write lock, space in the log and a flush. Blocks.</summary>
    /// <returns>Why that failed; null when it did not.</returns>
    public static string? Fault(CacheFolder folder)
    {
        try
        {
            if (!File.Exists(folder.JournalPath))
            {
                // A cache without any event yet: the journal is made in this folder.
                folder.Create();
                return null;
            }

            using var connection = new SqliteConnection(SqliteFiles.ReadWriteExisting(folder.JournalPath));
            connection.Open();
            var version = (long)connection.Scalar("PRAGMA user_version")!;
            // As one text: after a failed COMMIT, a transaction object would throw a second time when it is disposed of.
            connection.Execute($"BEGIN IMMEDIATE; PRAGMA user_version = {version}; COMMIT");
            return null;
        }
        catch (Exception e) when (e is SqliteException or StorageException)
        {
            return e.Message;
        }
    }
}
