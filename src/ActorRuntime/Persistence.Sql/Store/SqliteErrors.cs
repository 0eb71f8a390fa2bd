using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CacheActors.Persistence.Sql;

/// <summary>What an error code of SQLite means for a journal.</summary>
internal static class SqliteErrors
{
    /// <summary>The statement was refused for what it says; the transaction around it is intact.</summary>
    public static bool ConcernsOneWrite(int code) =>
        (code & 0xFF) is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH;

    /// <summary>A second attempt on a new connection can succeed at once. Not so where waiting is what helps.</summary>
    public static bool RetryCanHelp(Exception error) =>
        error is SqliteException e
        && e.SqliteErrorCode
            is not (
                raw.SQLITE_BUSY
                or raw.SQLITE_LOCKED
                or raw.SQLITE_FULL
                or raw.SQLITE_CANTOPEN
                or raw.SQLITE_NOTADB
            );

    public static string Describe(int code, string message)
    {
        var hint = (code & 0xFF) switch
        {
            raw.SQLITE_FULL => " Free space on the disk; what was stored before is intact.",
            raw.SQLITE_BUSY => " Another process holds the database's write lock; only one may write to it.",
            raw.SQLITE_READONLY => " Check the permissions of the file and of its folder.",
            raw.SQLITE_CANTOPEN => " Check that the folder exists and that this user may read and write it.",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => " The file is damaged or no SQLite database: restore a backup.",
            _ => "",
        };
        return $"SQLite error {code}: {message}.{hint}";
    }
}
