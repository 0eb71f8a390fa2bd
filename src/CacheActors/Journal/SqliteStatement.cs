using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CacheActors.Journal;

/// <summary>
/// A compiled statement, for what runs a hundred thousand times in a row: it looks up no names and makes no objects.
/// Parameters count from 1 and keep their values until they are bound again; columns count from 0. Disposed of before its
/// connection; used by one thread at a time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int ShortText = 512;
    private const int MillisecondsPerSecond = 1000;

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _handle;

    // What each parameter, from 1 on, is bound to: the same again needs no call. At first null, as in SQLite.
    private readonly Bound[] _bound;

    /// <exception cref="SqliteException">The text is no SQL, or names what is not there.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _connection = connection;
        // It waits for a lock as long as the connection's commands would.
        Check(raw.sqlite3_busy_timeout(connection.Handle, connection.DefaultTimeout * MillisecondsPerSecond));
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle));
        _bound = new Bound[raw.sqlite3_bind_parameter_count(_handle) + 1];
    }

    public void Bind(int parameter, long value)
    {
        ref var bound = ref _bound[parameter];
        if (bound.Kind != BoundKind.Number || bound.Number != value)
        {
            Check(raw.sqlite3_bind_int64(_handle, parameter, value));
            bound = new Bound(BoundKind.Number, value, null);
        }
    }

    public void Bind(int parameter, long? value)
    {
        if (value is { } number)
        {
            Bind(parameter, number);
        }
        else
        {
            BindNull(parameter);
        }
    }

    public void Bind(int parameter, string? text)
    {
        if (text is null)
        {
            BindNull(parameter);
            return;
        }
        if (_bound[parameter].Text == text)
        {
            return;
        }
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = size <= ShortText ? stackalloc byte[ShortText] : new byte[size];
        Bind(parameter, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        _bound[parameter] = new Bound(BoundKind.Text, 0, text);
    }

    /// <summary>Binds a text that is in UTF-8 already.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> text)
    {
        _bound[parameter] = new Bound(BoundKind.Text, 0, null);
        // An empty span has no address, and SQLite would take that for null.
        Check(
            text.IsEmpty
                ? raw.sqlite3_bind_text(_handle, parameter, "")
                : raw.sqlite3_bind_text(_handle, parameter, text)
        );
    }

    public void BindNull(int parameter)
    {
        if (_bound[parameter].Kind != BoundKind.Null)
        {
            Check(raw.sqlite3_bind_null(_handle, parameter));
            _bound[parameter] = default;
        }
    }

    /// <summary>Moves to the next row; false at the end. Until then, or until <see cref="Reset"/>, the read stays open.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public bool Step()
    {
        switch (raw.sqlite3_step(_handle))
        {
            case raw.SQLITE_ROW:
                return true;
            case raw.SQLITE_DONE:
                raw.sqlite3_reset(_handle);
                return false;
            case var code:
                // Made before the reset, which may change what the connection tells of the error.
                var failure = Failure(code);
                raw.sqlite3_reset(_handle);
                throw failure;
        }
    }

    /// <summary>Begins a query again with these parameters.</summary>
    public void Start(params ReadOnlySpan<long> parameters)
    {
        Reset();
        for (var i = 0; i < parameters.Length; i++)
        {
            Bind(i + 1, parameters[i]);
        }
    }

    /// <inheritdoc cref="Start(ReadOnlySpan{long})"/>
    public void Start(string parameter)
    {
        Reset();
        Bind(1, parameter);
    }

    /// <summary>As <see cref="Step"/>; null where the database is damaged. For looking for what is not, one place after the other.</summary>
    public bool? TryStep()
    {
        try
        {
            return Step();
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            return null;
        }
    }

    /// <summary>Runs a statement that returns no row.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public void Run()
    {
        while (Step()) { }
    }

    /// <summary>Runs a query, and tells whether it has a row.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public bool Any()
    {
        var any = Step();
        Reset();
        return any;
    }

    /// <summary>Ends a read before its last row.</summary>
    public void Reset() => raw.sqlite3_reset(_handle);

    /// <summary>One of SQLite's five types, as <c>SQLITE_INTEGER</c>.</summary>
    public int Type(int column) => raw.sqlite3_column_type(_handle, column);

    public bool IsNull(int column) => Type(column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_handle, column);

    public double Real(int column) => raw.sqlite3_column_double(_handle, column);

    /// <summary>The bytes of a blob, or of a text in UTF-8; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => _handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    private SqliteException Failure(int code) =>
        new(
            $"SQLite Error {code & 0xFF}: '{raw.sqlite3_errmsg(_connection.Handle).utf8_to_string()}' ({_connection.DataSource}).",
            code & 0xFF,
            raw.sqlite3_extended_errcode(_connection.Handle)
        );

    private enum BoundKind
    {
        Null,
        Number,
        Text,
    }

    /// <param name="Kind">What kind of value it is.</param>
    /// <param name="Number">The number.</param>
    /// <param name="Text">The text; null when it came as bytes.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Bound(BoundKind Kind, long Number, string? Text);
}
