using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CacheActors.Journal.Audit;

/// <summary>
/// A compiled query whose rows are read without copying them. Parameters count from 1, columns from 0. Blocks; not
/// thread-safe.
/// </summary>
internal sealed class RawQuery : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;

    public RawQuery(SqliteConnection connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out _statement));
    }

    /// <summary>Begins again with these parameters.</summary>
    public void Start(params ReadOnlySpan<long> parameters)
    {
        raw.sqlite3_reset(_statement);
        for (var i = 0; i < parameters.Length; i++)
        {
            Check(raw.sqlite3_bind_int64(_statement, i + 1, parameters[i]));
        }
    }

    /// <inheritdoc cref="Start(ReadOnlySpan{long})"/>
    public void Start(string parameter)
    {
        raw.sqlite3_reset(_statement);
        Check(raw.sqlite3_bind_text(_statement, 1, parameter));
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        return code == raw.SQLITE_ROW || (code == raw.SQLITE_DONE ? false : throw Failure(code));
    }

    /// <summary>As <see cref="Step"/>; null where the database is damaged. For looking for what is not, one place after the other.</summary>
    public bool? TryStep() =>
        raw.sqlite3_step(_statement) switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => null,
            var code => throw Failure(code),
        };

    /// <summary>Ends the read that the query holds open.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>One of SQLite's five types, as <c>SQLITE_INTEGER</c>.</summary>
    public int Type(int column) => raw.sqlite3_column_type(_statement, column);

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public double Real(int column) => raw.sqlite3_column_double(_statement, column);

    /// <summary>The bytes of a blob or of a text; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    private SqliteException Failure(int code) =>
        new(
            $"SQLite Error {code}: '{raw.sqlite3_errmsg(_connection.Handle!).utf8_to_string()}' ({_connection.DataSource})",
            code & 0xFF,
            raw.sqlite3_extended_errcode(_connection.Handle!)
        );
}
