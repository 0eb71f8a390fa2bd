using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>
/// Files and connection strings of the cache's databases. No pooling: each connection has one owner that keeps it.
/// </summary>
internal static class SqliteFiles
{
    /// <summary>What the names of a database's files end in: its own, its log's, and that of what its readers share.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["", "-wal", "-shm"];

    public static string ReadOnly(string path) => Build(path, SqliteOpenMode.ReadOnly);

    public static string ReadWrite(string path) => Build(path, SqliteOpenMode.ReadWriteCreate);

    /// <summary>Fails when there is no such file.</summary>
    public static string ReadWriteExisting(string path) => Build(path, SqliteOpenMode.ReadWrite);

    /// <summary>Deletes a database; first its name, so that nobody opens it without its log.</summary>
    public static void Delete(string path)
    {
        foreach (var part in Parts)
        {
            File.Delete(path + part);
        }
    }

    private static string Build(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString();
}
