using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CacheActors.Persistence.Sql;

/// <summary>
/// One SQLite connection, used by one thread at a time. The raw API keeps the cost of a row near that of SQLite itself
/// and reports the first error of a failed commit, not one of its consequences.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly List<Statement> _statements = [];

    private Database(sqlite3 handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    public string Path { get; }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Opens a file; with <paramref name="create"/> also one that does not exist yet.</summary>
    /// <exception cref="SqliteException">The file cannot be opened, or is no database.</exception>
    public static Database Open(string path, bool create, TimeSpan busyTimeout)
    {
        SqliteLibrary.EnsureLoaded();
        if (create)
        {
            CreatePrivate(path);
        }

        // The callers serialize the use of a connection, so SQLite's own mutexes would only cost time.
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new Database(handle, path);
        try
        {
            database.Check(code, "opening it");
            database.Check(raw.sqlite3_extended_result_codes(handle, 1), "opening it");
            database.Check(raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds), "opening it");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Compiles a statement once; it lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        Check(
            raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle),
            $"preparing '{sql}'"
        );
        var statement = new Statement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs one or more statements that return nothing.</summary>
    public void Execute(string sql, string? doing = null) =>
        Check(raw.sqlite3_exec(_handle, sql), doing ?? $"executing '{sql}'");

    public SqliteException Error(int code, string doing)
    {
        var detail = SqliteErrors.Describe(code, raw.sqlite3_errmsg(_handle).utf8_to_string());
        return new SqliteException($"{detail} ({doing}; database '{Path}')", code & 0xFF, code);
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _handle.Dispose();
    }

    private void Check(int code, string doing)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Error(code, doing);
        }
    }

    /// <summary>The file and the logs beside it, which inherit its mode, are readable by their owner only.</summary>
    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path))
        {
            return;
        }

        try
        {
            using var created = new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SqliteException(
                $"The database '{path}' cannot be created: {e.Message} Check that its folder exists and can be written.",
                raw.SQLITE_CANTOPEN
            );
        }
    }
}
