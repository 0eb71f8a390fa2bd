using System.Globalization;
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

    // What the log keeps on the disk after a rebuild went through it.
    private const int LogBytes = 16 * 1024 * 1024;

    /// <summary>Opens the file to write it. One that is missing or of another version starts empty.</summary>
    /// <exception cref="SqliteException">It is damaged, or cannot be opened.</exception>
    public static SqliteConnection OpenWritable(string path)
    {
        SqliteLibrary.Use();
        return Open(path);
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
        catch (SqliteException) when (!File.Exists(path))
        {
            // It was just replaced.
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        connection.Dispose();
        return null;
    }

    /// <summary>Drops what is there and creates the empty tables, without the indexes that most entries are in, inside the caller's transaction.</summary>
    public static void CreateTables(SqliteConnection connection) =>
        connection.Execute(
            EntryListSchema.Drop
                + TotalsSchema.Drop
                + AuditSchema.Drop
                + "DROP TABLE IF EXISTS projection_offset;"
                + EntryListSchema.CreateTables
                + TotalsSchema.Create
                + AuditSchema.Create
                + "CREATE TABLE projection_offset (ordering INTEGER NOT NULL); INSERT INTO projection_offset VALUES (0);"
                + $"PRAGMA user_version = {SchemaVersion}"
        );

    /// <summary>Stores the place in the journal up to which the views are made, inside the caller's transaction.</summary>
    public static void StoreOffset(SqliteConnection connection, long ordering) =>
        connection.Execute(
            string.Create(CultureInfo.InvariantCulture, $"UPDATE projection_offset SET ordering = {ordering}")
        );

    /// <summary>The place in the journal up to which the views are made.</summary>
    public static long Offset(SqliteConnection connection) =>
        (long)connection.Scalar("SELECT ordering FROM projection_offset")!;

    /// <summary>The same; 0 when there are no views that can be read.</summary>
    public static long OffsetOrZero(string path)
    {
        try
        {
            using var views = OpenReadOnly(path);
            return views is null ? 0 : Offset(views);
        }
        catch (SqliteException)
        {
            return 0; // Whoever uses them next makes them again.
        }
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(SqliteFiles.ReadWrite(path));
        try
        {
            connection.Open();
            // A power cut may lose the newest commits of this file, rows and offset together: they are made again.
            connection.Execute(
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{WriterCacheKb}; "
                    + $"PRAGMA journal_size_limit = {LogBytes}"
            );
            if (Version(connection) != SchemaVersion)
            {
                using var transaction = connection.BeginTransaction();
                CreateTables(connection);
                connection.Execute(EntryListSchema.CreateIndexes);
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

    private static long Version(SqliteConnection connection) => (long)connection.Scalar("PRAGMA user_version")!;
}
