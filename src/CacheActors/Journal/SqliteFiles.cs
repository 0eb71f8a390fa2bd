using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>Connection strings of the cache's databases. No pooling: each connection has one owner that keeps it.</summary>
internal static class SqliteFiles
{
    public static string ReadOnly(string path) => Build(path, SqliteOpenMode.ReadOnly);

    public static string ReadWrite(string path) => Build(path, SqliteOpenMode.ReadWriteCreate);

    /// <summary>Fails when there is no such file.</summary>
    public static string ReadWriteExisting(string path) => Build(path, SqliteOpenMode.ReadWrite);

    private static string Build(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString();
}
