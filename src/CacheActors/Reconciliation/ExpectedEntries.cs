using System.Text;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Views;
using Microsoft.Data.Sqlite;

namespace CacheActors.Reconciliation;

/// <summary>
/// All entries of the view by the sub-folders of their files, in constant memory: SQLite sorts them into a temporary table,
/// which lies in a temporary file and keeps nobody from writing the views. Blocks. Not thread-safe.
/// </summary>
internal sealed class ExpectedEntries : IDisposable
{
    private readonly SqliteConnection _views;
    private readonly SqliteStatement _rows;
    private bool _hasRow;

    /// <param name="folder">The cache.</param>
    /// <exception cref="CacheException">There are no views.</exception>
    public ExpectedEntries(CacheFolder folder)
    {
        _views =
            ViewDatabase.OpenReadOnly(folder.ViewsPath)
            ?? throw new CacheException(
                $"The views of {folder.Root} are missing or of another version. Run `cacheactors rebuild`."
            );
        try
        {
            using (var sort = _views.CreateCommand())
            {
                // The sub-folder is in the key; see EntryKey.Folder.
                sort.CommandText =
                    "CREATE TEMP TABLE expected AS SELECT substr(key, -32, 2) AS folder, key, state, size_bytes "
                    + "FROM cache_entries ORDER BY folder";
                sort.ExecuteNonQuery();
            }
            _rows = new SqliteStatement(
                _views,
                "SELECT folder, key, state, size_bytes FROM temp.expected ORDER BY rowid"
            );
            _hasRow = _rows.Step();
        }
        catch
        {
            _views.Dispose();
            throw;
        }
    }

    /// <summary>The entries of one sub-folder, by their keys.</summary>
    /// <param name="folder">Its name; to be asked for in order.</param>
    public Dictionary<string, ExpectedEntry> Read(string folder)
    {
        var entries = new Dictionary<string, ExpectedEntry>(StringComparer.Ordinal);
        var wanted = Encoding.UTF8.GetBytes(folder);
        while (_hasRow && _rows.Bytes(0).SequenceEqual(wanted))
        {
            entries.Add(_rows.Text(1), Read(_rows.Text(2), _rows.Int64(3)));
            _hasRow = _rows.Step();
        }
        return entries;
    }

    public void Dispose()
    {
        _rows.Dispose();
        _views.Dispose();
    }

    private static ExpectedEntry Read(string state, long bytes)
    {
        switch (state)
        {
            case EntryStates.M4a:
                return new ExpectedEntry(AudioFormat.M4a, bytes);
            case EntryStates.Missing or EntryStates.Evicted:
                return new ExpectedEntry(null, bytes);
            case EntryStates.Wav or EntryStates.Compressing or EntryStates.Failed:
                return new ExpectedEntry(AudioFormat.Wav, bytes);
            default:
                // The view was edited: the entry knows.
                var unknown = new ExpectedEntry(null, bytes);
                unknown.SeeOther();
                return unknown;
        }
    }
}
