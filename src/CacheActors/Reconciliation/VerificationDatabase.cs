using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Reconciliation;

/// <summary>The file <c>verify.db</c>. It holds no truth: one that is missing, of another version or damaged starts empty.</summary>
internal static class VerificationDatabase
{
    private const long SchemaVersion = 1;

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
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            SqliteFiles.Delete(folder.VerificationPath);
            return OpenFile(folder);
        }
    }

    private static SqliteConnection OpenFile(CacheFolder folder)
    {
        var connection = new SqliteConnection(SqliteFiles.ReadWrite(folder.VerificationPath));
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            if ((long)connection.Scalar("PRAGMA user_version")! != SchemaVersion)
            {
                connection.Execute(
                    "BEGIN; DROP TABLE IF EXISTS verified; DROP TABLE IF EXISTS moment; "
                        + $"{Schema} PRAGMA user_version = {SchemaVersion}; COMMIT"
                );
            }
            connection.Attach(folder.ViewsPath, "views");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
