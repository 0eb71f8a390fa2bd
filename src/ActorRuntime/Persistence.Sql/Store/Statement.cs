using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CacheActors.Persistence.Sql;

/// <summary>A compiled statement. Parameters count from 1 and keep their values until bound again; columns count from 0.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    private const int ShortText = 512;

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(handle, parameter, value));

    public void Bind(int parameter, ReadOnlySpan<byte> blob) => Check(raw.sqlite3_bind_blob(handle, parameter, blob));

    public void Bind(int parameter, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            Check(
                text is null ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_text(handle, parameter, text)
            );
            return;
        }

        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = size <= ShortText ? stackalloc byte[ShortText] : new byte[size];
        Check(raw.sqlite3_bind_text(handle, parameter, buffer[..Encoding.UTF8.GetBytes(text, buffer)]));
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Step() =>
        raw.sqlite3_step(handle) switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            var code => throw Failure(code),
        };

    /// <summary>Runs a statement that returns no row. A violated constraint is returned, everything else thrown.</summary>
    public int Run()
    {
        var code = TryRun();
        return code == raw.SQLITE_OK || SqliteErrors.ConcernsOneWrite(code) ? code : throw Failure(code);
    }

    /// <summary>Runs a statement that returns no row, and returns its error code.</summary>
    public int TryRun()
    {
        // Reset returns the error of the step, and leaves it as the connection's last one.
        raw.sqlite3_step(handle);
        return raw.sqlite3_reset(handle);
    }

    /// <summary>Runs a query for one number; 0 if there is none.</summary>
    public long ReadNumber()
    {
        try
        {
            return Step() ? Int64(0) : 0;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a query for one text; empty if there is none.</summary>
    public string ReadText()
    {
        try
        {
            return Step() ? Text(0) : "";
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Ends the read that the statement holds open.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    /// <summary>The bytes of a blob or of a text in UTF-8; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    private SqliteException Failure(int code) =>
        database.Error(code, $"running '{raw.sqlite3_sql(handle).utf8_to_string()}'");
}
