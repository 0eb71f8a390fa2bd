using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>What an error of SQLite means.</summary>
internal static class SqliteFaults
{
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    // Of the system: the disk is full.
    private const int NoSpace = 28;

    /// <summary>The file is not what SQLite wrote.</summary>
    public static bool IsDamage(SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>The same of what an error was caused by.</summary>
    public static bool IsDamage(Exception? error) =>
        error is not null && (error is SqliteException sqlite && IsDamage(sqlite) || IsDamage(error.InnerException));

    /// <summary>The error for a journal whose pages SQLite takes for sound, although they cannot be: some lead round in circles.</summary>
    public static SqliteException Damage(string what) => new($"The journal is damaged: {what}.", Corrupt);

    /// <summary>Explains an error that is none of the file's content.</summary>
    public static StorageException Explain(string operation, string path, SqliteException error) =>
        error.SqliteErrorCode switch
        {
            Full => StorageException.From(operation, path, new IOException(error.Message, NoSpace)),
            CannotOpen => new StorageException(
                operation,
                path,
                error.Message.TrimEnd('.'),
                "Check that its folder exists, and that this user may read and write it.",
                innerException: error
            ),
            _ => new StorageException(
                operation,
                path,
                error.Message.TrimEnd('.'),
                "Check the disk and the system's log, then try again.",
                innerException: error
            ),
        };
}
