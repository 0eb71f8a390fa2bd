using CacheActors.Journal;
using CacheActors.Views.Audit;
using CacheActors.Views.EntryList;
using CacheActors.Views.Totals;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views;

/// <summary>The file <c>views.db</c>: tables that can be dropped at any time and rebuilt from the journal.</summary>
internal static class ViewDatabase
{
    /// <summary>Raised with every change of a table or of what goes into it; a file of another version is rebuilt.</summary>
    private const long SchemaVersion = 4;

    // A batch touches rows all over a large file. Taken only as pages are touched.
    private const int WriterCacheKb = 32 * 1024;

    // SQLite's SQLITE_CORRUPT and SQLITE_NOTADB.
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>Opens the file to write it. One that is missing, of another version or damaged starts empty.</summary>
    public static SqliteConnection OpenWritable(string path)
    {
        SqliteLibrary.Use();
        try
        {
            return Open(path);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Corrupt or NotADatabase)
        {
            foreach (var suffix in new[] { "", "-wal", "-shm" })
            {
                File.Delete(path + suffix);
            }

            return Open(path);
        }
    }

    /// <summary>Opens the file beside its owner, or null when there are no views of this version in it.</summary>
    public static SqliteConnection? OpenReadOnly(string path)
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
            if (Version(connection) == SchemaVersion)
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

    /// <summary>Drops what is there and creates the empty tables, inside the caller's transaction.</summary>
    public static void Reset(SqliteConnection connection, SqliteTransaction? transaction) =>
        Execute(
            connection,
            EntryListSchema.Drop
                + TotalsSchema.Drop
                + AuditSchema.Drop
                + "DROP TABLE IF EXISTS projection_offset;"
                + EntryListSchema.Create
                + TotalsSchema.Create
                + AuditSchema.Create
                + "CREATE TABLE projection_offset (ordering INTEGER NOT NULL); INSERT INTO projection_offset VALUES (0);"
                + $"PRAGMA user_version = {SchemaVersion}",
            transaction
        );

    /// <summary>The place in the journal up to which the views are made.</summary>
    public static long Offset(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT ordering FROM projection_offset";
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(SqliteFiles.ReadWrite(path));
        try
        {
            connection.Open();
            // A power cut may lose the newest commits of this file, rows and offset together: they are made again.
            Execute(
                connection,
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{WriterCacheKb}",
                null
            );
            if (Version(connection) != SchemaVersion)
            {
                using var transaction = connection.BeginTransaction();
                Reset(connection, transaction);
                transaction.Commit();
            }
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static long Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
