using Microsoft.Data.Sqlite;

namespace CacheActors.Views.Totals;

/// <summary>Adds what a batch changed to <c>cache_totals</c>.</summary>
internal sealed class TotalsWriter : IDisposable
{
    private readonly SqliteCommand _add;

    public TotalsWriter(SqliteConnection connection)
    {
        _add = connection.CreateCommand();
        _add.CommandText = "UPDATE cache_totals SET value = value + $by WHERE name = $name";
        _add.Parameters.Add("$by", SqliteType.Integer);
        _add.Parameters.Add("$name", SqliteType.Text);
    }

    public void Write(TotalsDelta delta, SqliteTransaction transaction)
    {
        _add.Transaction = transaction;
        foreach (var (name, by) in delta.Changes)
        {
            if (by == 0)
            {
                continue;
            }

            _add.Parameters[0].Value = by;
            _add.Parameters[1].Value = name;
            _add.ExecuteNonQuery();
        }
    }

    public void Dispose() => _add.Dispose();
}
