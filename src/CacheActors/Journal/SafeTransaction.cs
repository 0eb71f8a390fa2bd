using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CacheActors.Journal;

/// <summary>
/// A transaction that ends well also when it failed. On a full disk SQLite rolls back by itself; Microsoft.Data.Sqlite then
/// rolls back once more, which fails, hides why, and keeps the connection from being closed.
/// </summary>
internal sealed class SafeTransaction(SqliteConnection connection) : IDisposable
{
    public SqliteTransaction Inner { get; } = connection.BeginTransaction();

    public void Commit() => Inner.Commit();

    public void Dispose()
    {
        if (Inner.Connection is not null && raw.sqlite3_get_autocommit(connection.Handle) != 0)
        {
            // So that there is something to roll back.
            raw.sqlite3_exec(connection.Handle, "BEGIN");
        }
        Inner.Dispose();
    }
}
