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
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _sharesContent;
    private readonly EntryOwnersWriter _owners;
    private readonly TotalsWriter _totals;

    public EntryListProjection(SqliteConnection connection)
    {
        _find = connection.CreateCommand();
        _find.CommandText = $"SELECT {EntryRow.Columns} FROM cache_entries WHERE key = $key";
        _find.Parameters.Add("$key", SqliteType.Text);

        _upsert = Writing(connection, EntryRow.Upsert);
        _update = Writing(connection, EntryRow.Update);

        _sharesContent = connection.CreateCommand();
        _sharesContent.CommandText =
            "SELECT 1 FROM cache_entries WHERE sha256 = $sha256 AND state <> 'evicted' "
            + "AND state <> 'missing' AND key <> $key LIMIT 1";
        _sharesContent.Parameters.Add("$sha256", SqliteType.Text);
        _sharesContent.Parameters.Add("$key", SqliteType.Text);

        _owners = new EntryOwnersWriter(connection);
        _totals = new TotalsWriter(connection);
    }

    public void Apply(IReadOnlyList<JournalRow> batch, SqliteTransaction transaction)
    {
        var changed = new Dictionary<EntryKey, Change>();
        var totals = new TotalsDelta();
        foreach (var row in batch)
        {
            if (!changed.TryGetValue(row.Key, out var change))
            {
                var (found, state) = Find(row.Key, transaction);
                change = new Change(found, state, state);
            }
            if (row.SequenceNumber != change.SequenceNumber + 1)
            {
                throw new JournalDamagedException(
                    $"The journal's row {row.Ordering} is event {row.SequenceNumber} of entry {row.Key}, where event {change.SequenceNumber + 1} was due."
                );
            }
            var after = EntryFold.Apply(change.After, row.Event);
            totals.Add(change.After, row.Event, after);
            changed[row.Key] = change with { SequenceNumber = row.SequenceNumber, After = after };
        }

        _upsert.Transaction = transaction;
        _update.Transaction = transaction;
        _sharesContent.Transaction = transaction;
        foreach (var (key, change) in changed)
        {
            var write = EntryRow.AudioOf(change.Before) == EntryRow.AudioOf(change.After) ? _update : _upsert;
            EntryRow.Write(write.Parameters, key, change.SequenceNumber, change.After);
            write.ExecuteNonQuery();
            _owners.Write(key, change.Before, change.After, transaction);
            CountContent(key, change, totals);
        }
        _totals.Write(totals, transaction);
    }

    public void Dispose()
    {
        _find.Dispose();
        _upsert.Dispose();
        _update.Dispose();
        _sharesContent.Dispose();
        _owners.Dispose();
        _totals.Dispose();
    }

    private static SqliteCommand Writing(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < EntryRow.ColumnCount; i++)
        {
            command.Parameters.AddWithValue($"${i}", DBNull.Value);
        }
        return command;
    }

    // Entry by entry, in the order in which the rows are written: what no other row has comes or goes with this one.
    private void CountContent(EntryKey key, Change change, TotalsDelta totals)
    {
        var (before, after) = (change.Before as EntryState.Held, change.After as EntryState.Held);
        var (old, current) = (before?.Sha256(), after?.Sha256());
        if (old == current)
        {
            return;
        }
        if (old is not null && !SharesContent(key, old))
        {
            totals.CountContent(-1, before!);
        }
        if (current is not null && !SharesContent(key, current))
        {
            totals.CountContent(+1, after!);
        }
    }

    private bool SharesContent(EntryKey key, string sha256)
    {
        _sharesContent.Parameters[0].Value = sha256;
        _sharesContent.Parameters[1].Value = key.Value;
        return _sharesContent.ExecuteScalar() is not null;
    }

    private (long SequenceNumber, EntryState State) Find(EntryKey key, SqliteTransaction transaction)
    {
        _find.Transaction = transaction;
        _find.Parameters[0].Value = key.Value;
        using var reader = _find.ExecuteReader();
        return reader.Read() ? EntryRow.Read(reader) : (0, EntryState.Absent.Instance);
    }

    private sealed record Change(long SequenceNumber, EntryState Before, EntryState After);
}
