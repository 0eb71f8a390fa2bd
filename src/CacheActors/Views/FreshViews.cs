using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views;

/// <summary>
/// A file beside the views in which new ones are made, and which then takes their place as a whole. Written without a log:
/// nobody reads it, and one that was not completed is thrown away. Calls block.
/// </summary>
internal sealed class FreshViews : IDisposable
{
    // For the rows that are appended, and for sorting them into the indexes.
    private const string Settings =
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536";

    private readonly string _path;

    /// <param name="viewsPath">The file that it is to replace.</param>
    public FreshViews(string viewsPath)
    {
        DeleteLeftover(viewsPath);
        _path = PathFor(viewsPath);
        Connection = new SqliteConnection(SqliteFiles.ReadWrite(_path));
        try
        {
            Connection.Open();
            Connection.Execute(Settings);
            ViewDatabase.CreateTables(Connection);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The tables, empty and without the indexes that most entries are in.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Copies all of it over the views, in one transaction: a reader sees the old ones until the new are complete.</summary>
    /// <exception cref="SqliteException">The views cannot be written.</exception>
    public void Replace(SqliteConnection views)
    {
        Connection.BackupDatabase(views);
        // It went through the log. A copy of this kind does not empty it by itself; this way it waits for no reader.
        views.Execute("PRAGMA wal_checkpoint(PASSIVE)");
    }

    /// <summary>Deletes the file that a crash left behind.</summary>
    public static void DeleteLeftover(string viewsPath) => File.Delete(PathFor(viewsPath));

    public void Dispose()
    {
        Connection.Dispose();
        File.Delete(_path);
    }

    private static string PathFor(string viewsPath) => viewsPath + ".new";
}
