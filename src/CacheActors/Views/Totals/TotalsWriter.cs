using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.Totals;

/// <summary>Adds what events changed to <c>cache_totals</c>.</summary>
internal sealed class TotalsWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _add = new(
        connection,
        "UPDATE cache_totals SET value = value + ?1 WHERE name = ?2"
    );

    public void Write(TotalsDelta delta)
    {
        foreach (var (name, by) in delta.Changes)
        {
            if (by != 0)
            {
                _add.Bind(1, by);
                _add.Bind(2, name);
                _add.Run();
            }
        }
    }

    public void Dispose() => _add.Dispose();
}
