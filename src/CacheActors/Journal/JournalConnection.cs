using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>Opens <c>journal.db</c> to read it beside its writer.</summary>
internal static class JournalConnection
{
    /// <summary>A connection of the caller's own; null when there is no journal yet. Blocks.</summary>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public static SqliteConnection? TryOpen(string path)
    {
        // A new cache has no file, and for a moment a file without tables: both are an empty journal.
        if (!File.Exists(path))
        {
            return null;
        }

        SqliteLibrary.Use();
        var opening = new SqliteConnection(SqliteFiles.ReadOnly(path));
        try
        {
            opening.Open();
            using var tables = opening.CreateCommand();
            tables.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'journal'";
            if (tables.ExecuteScalar() is not null)
            {
                return opening;
            }
        }
        catch
        {
            opening.Dispose();
            throw;
        }
        opening.Dispose();
        return null;
    }
}
