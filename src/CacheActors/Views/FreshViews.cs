using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views;

/// <summary>
/// A file beside the views in which new ones are made, and which then takes their place as a whole. Written without a log:
/// nobody reads it, and one that was not completed is thrown away. Calls block.
/// </summary>
internal sealed class FreshViews : IDisposable
{
    // Rows are appended, for which a few pages do. An index is sorted in portions of the cache's size, small ones faster than
    // large ones, the next by one thread while another is merged.
    private const string Settings =
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -4096; "
        + "PRAGMA threads = 1";

    private readonly string _viewsPath;

    /// <param name="viewsPath">The file that it is to replace.</param>
    public FreshViews(string viewsPath)
    {
        DeleteLeftover(viewsPath);
        _viewsPath = viewsPath;
        Connection = new SqliteConnection(SqliteFiles.ReadWrite(PathFor(viewsPath)));
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

    /// <summary>A folder for rows of the journal while they are brought into the order of the tables.</summary>
    public string TemporaryFolder => FolderFor(_viewsPath);

    /// <summary>Copies all of it over the views, in one transaction: a reader sees the old ones until the new are complete.</summary>
    /// <exception cref="SqliteException">The views cannot be written.</exception>
    public void Replace(SqliteConnection views)
    {
        Connection.BackupDatabase(views);
        // It went through the log. A copy of this kind does not empty it by itself; this way it waits for no reader.
        views.Execute("PRAGMA wal_checkpoint(PASSIVE)");
    }

    /// <summary>Deletes what a crash left behind.</summary>
    public static void DeleteLeftover(string viewsPath)
    {
        File.Delete(PathFor(viewsPath));
        if (Directory.Exists(FolderFor(viewsPath)))
        {
            Directory.Delete(FolderFor(viewsPath), recursive: true);
        }
    }

    public void Dispose()
    {
        Connection.Dispose();
        DeleteLeftover(_viewsPath);
    }

    private static string PathFor(string viewsPath) => viewsPath + ".new";

    private static string FolderFor(string viewsPath) => viewsPath + ".rows";
}
