using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>Opens the journal to look at it as it stands, beside its owner.</summary>
internal static class JournalConnection
{
    /// <summary>See <see cref="HoldStill"/>.</summary>
    public const string StandStill = "BEGIN; SELECT count(*) FROM sqlite_master";

    /// <summary>Null when there is no journal yet: no file, or one without tables.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    /// <param name="path">The file.</param>
    /// <param name="damaged">True: opens also what is known to be damaged, as far as that goes.</param>
    public static SqliteConnection? Open(string path, bool damaged = false)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        SqliteLibrary.Use();
        var connection = new SqliteConnection(SqliteFiles.ReadOnly(path));
        try
        {
            connection.Open();
            if (damaged)
            {
                // Else SQLite reads nothing of a file that is shorter than it was. Nothing is written.
                connection.Execute("PRAGMA writable_schema = ON");
            }
            if (connection.HasTable("journal"))
            {
                return connection;
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        connection.Dispose();
        return null;
    }

    /// <summary>From here on the connection sees the journal as it is now, whatever is written beside it.</summary>
    public static void HoldStill(SqliteConnection connection) => connection.Execute(StandStill);
}
