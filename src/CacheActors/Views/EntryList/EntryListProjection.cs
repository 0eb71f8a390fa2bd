using CacheActors.Domain.Entries;
using CacheActors.Journal;
using CacheActors.Views.Totals;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>
/// Keeps <c>cache_entries</c> and, from the same before and after of each entry, <c>cache_totals</c>. An entry that changes
/// several times in a batch is written once.
/// </summary>
internal sealed class EntryListProjection : IDisposable
{
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _upsert;
    private readonly TotalsWriter _totals;

    public EntryListProjection(SqliteConnection connection)
    {
        _find = connection.CreateCommand();
        _find.CommandText = $"SELECT {EntryRow.Columns} FROM cache_entries WHERE key = $key";
        _find.Parameters.Add("$key", SqliteType.Text);

        _upsert = connection.CreateCommand();
        var values = string.Join(", ", Enumerable.Range(0, EntryRow.ColumnCount).Select(i => $"${i}"));
        _upsert.CommandText = $"INSERT OR REPLACE INTO cache_entries ({EntryRow.Columns}) VALUES ({values})";
        for (var i = 0; i < EntryRow.ColumnCount; i++)
        {
            _upsert.Parameters.AddWithValue($"${i}", DBNull.Value);
        }

        _totals = new TotalsWriter(connection);
    }

    public void Apply(IReadOnlyList<JournalRow> batch, SqliteTransaction transaction)
    {
        var changed = new Dictionary<EntryKey, (long SequenceNumber, EntryState State)>();
        var totals = new TotalsDelta();
        foreach (var row in batch)
        {
            var (sequenceNumber, before) = changed.TryGetValue(row.Key, out var seen)
                ? seen
                : Find(row.Key, transaction);
            if (row.SequenceNumber != sequenceNumber + 1)
            {
                throw new JournalDamagedException(
                    $"The journal's row {row.Ordering} is event {row.SequenceNumber} of entry {row.Key}, where event {sequenceNumber + 1} was due."
                );
            }
            var after = EntryFold.Apply(before, row.Event);
            totals.Add(before, row.Event, after);
            changed[row.Key] = (row.SequenceNumber, after);
        }

        _upsert.Transaction = transaction;
        foreach (var (key, (sequenceNumber, state)) in changed)
        {
            EntryRow.Write(_upsert.Parameters, key, sequenceNumber, (EntryState.Held)state);
            _upsert.ExecuteNonQuery();
        }
        _totals.Write(totals, transaction);
    }

    public void Dispose()
    {
        _find.Dispose();
        _upsert.Dispose();
        _totals.Dispose();
    }

    private (long SequenceNumber, EntryState State) Find(EntryKey key, SqliteTransaction transaction)
    {
        _find.Transaction = transaction;
        _find.Parameters[0].Value = key.Value;
        using var reader = _find.ExecuteReader();
        return reader.Read() ? EntryRow.Read(reader) : (0, EntryState.Absent.Instance);
    }
}
