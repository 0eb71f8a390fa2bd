using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CacheActors.Persistence.Sql;

/// <summary>Opens connections to a database file. The first one makes sure that the file is what a journal needs.</summary>
internal sealed class StoreFile(StoreSettings settings)
{
    private readonly Lock _gate = new();
    private bool _ready;

    public Database OpenForReading() => Open(writer: false);

    public Database OpenForWriting()
    {
        var database = Open(writer: true);
        var synchronous = settings.Synchronous == SynchronousMode.Full ? "FULL" : "NORMAL";
        database.Execute($"PRAGMA synchronous={synchronous};{settings.Pragmas}");
        return database;
    }

    private Database Open(bool writer)
    {
        lock (_gate)
        {
            var initialize = settings.AutoInitialize && (writer || !_ready);
            var database = Database.Open(settings.Path, create: initialize, settings.BusyTimeout);
            try
            {
                if (!_ready || writer)
                {
                    UseWriteAheadLog(database);
                }

                if (initialize)
                {
                    Schema.Ensure(database);
                }

                _ready = true;
                return database;
            }
            catch
            {
                database.Dispose();
                throw;
            }
        }
    }

    /// <summary>With it readers and the writer do not wait for each other. The mode is a property of the file.</summary>
    private static void UseWriteAheadLog(Database database)
    {
        using var pragma = database.Prepare("PRAGMA journal_mode=WAL");
        string mode;
        try
        {
            mode = pragma.ReadText();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            // Where another process is switching the new file at this moment, SQLite does not wait as it does for a transaction.
            database.Execute("BEGIN IMMEDIATE; COMMIT");
            mode = pragma.ReadText();
        }

        if (mode != "wal")
        {
            throw new SqliteException(
                $"The database '{database.Path}' cannot be switched to a write-ahead log (it says '{mode}'). Use a local disk.",
                raw.SQLITE_CANTOPEN
            );
        }
    }
}
