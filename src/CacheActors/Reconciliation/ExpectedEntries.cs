using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Views;
using Microsoft.Data.Sqlite;

namespace CacheActors.Reconciliation;

/// <summary>
/// The entries of the view by the sub-folders of their files, in constant memory. A sub-folder is named after the first digits of
/// the hash that ends a key, so the entries of one voice are in the view in the order of their sub-folders. Blocks. Not thread-safe.
/// </summary>
internal sealed class ExpectedEntries : IDisposable
{
    private const int HashDigits = 32;

    // Comes after every hexadecimal digit.
    private const char AfterDigits = 'g';

    private readonly SqliteConnection _views;
    private readonly SqliteStatement _rows;
    private readonly List<string> _voices = [];

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
            // The index is a fraction of the rows, and has their keys.
            using var voices = new SqliteStatement(
                _views,
                "SELECT DISTINCT substr(key, 1, length(key) - 32) FROM cache_entries INDEXED BY cache_entries_book_idx"
            );
            while (voices.Step())
            {
                _voices.Add(voices.Text(0));
            }
            _rows = new SqliteStatement(
                _views,
                "SELECT key, state, size_bytes FROM cache_entries WHERE key >= ?1 AND key < ?2"
            );
        }
        catch
        {
            _views.Dispose();
            throw;
        }
    }

    /// <summary>The entries of one sub-folder, by their keys.</summary>
    /// <param name="folder">Its name.</param>
    public Dictionary<string, ExpectedEntry> Read(string folder)
    {
        var entries = new Dictionary<string, ExpectedEntry>(StringComparer.Ordinal);
        foreach (var voice in _voices)
        {
            _rows.Bind(1, voice + folder);
            _rows.Bind(2, voice + folder + AfterDigits);
            while (_rows.Step())
            {
                // In between are the keys of a voice that is named like this one and the folder.
                if (_rows.Bytes(0).Length == voice.Length + HashDigits)
                {
                    entries.Add(_rows.Text(0), Read(_rows.Text(1), _rows.Int64(2)));
                }
            }
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
