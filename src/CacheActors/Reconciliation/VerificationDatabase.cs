using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Reconciliation;

/// <summary>The file <c>verify.db</c>. It holds no truth: one that is missing, of another version or damaged starts empty.</summary>
internal static class VerificationDatabase
{
    private const long SchemaVersion = 1;

    // SQLite's SQLITE_CORRUPT and SQLITE_NOTADB.
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    // Times are milliseconds since 1970. content: the beginning of the SHA-256, enough to tell that a file is another one now.
    private const string Schema = """
        CREATE TABLE verified (
            key         TEXT    NOT NULL PRIMARY KEY,
            content     TEXT    NOT NULL,
            verified_at INTEGER NOT NULL,
            made_at     INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX verified_order_idx ON verified (verified_at, made_at, key);
        CREATE TABLE moment (
            name TEXT    NOT NULL PRIMARY KEY,
            at   INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;

    /// <summary>Opens it, with the views as the schema <c>views</c>.</summary>
    public static SqliteConnection Open(CacheFolder folder)
    {
        SqliteLibrary.Use();
        try
        {
            return OpenFile(folder);
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            Delete(folder);
            return OpenFile(folder);
        }
    }

    /// <summary>True when the file is to be thrown away.</summary>
    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase;

    public static void Delete(CacheFolder folder)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(folder.VerificationPath + suffix);
        }
    }

    private static SqliteConnection OpenFile(CacheFolder folder)
    {
        var connection = new SqliteConnection(SqliteFiles.ReadWrite(folder.VerificationPath));
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL";
            command.ExecuteNonQuery();
            command.CommandText = "PRAGMA user_version";
            if ((long)command.ExecuteScalar()! != SchemaVersion)
            {
                command.CommandText =
                    "BEGIN; DROP TABLE IF EXISTS verified; DROP TABLE IF EXISTS moment; "
                    + $"{Schema} PRAGMA user_version = {SchemaVersion}; COMMIT";
                command.ExecuteNonQuery();
            }
            command.CommandText = "ATTACH $views AS views";
            command.Parameters.AddWithValue("$views", folder.ViewsPath);
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
