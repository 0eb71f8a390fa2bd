using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>Statements that run once. For those that run again and again there is <see cref="SqliteStatement"/>.</summary>
internal static class SqliteCommands
{
    /// <summary>Runs statements, and reads nothing; inside whatever transaction the connection is in.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; null when there is no row, or nothing in it.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public static bool HasTable(this SqliteConnection connection, string table) =>
        connection.Scalar($"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{table}'") is not null;

    /// <summary>Opens one more file, whose tables are then under a schema of that name.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static void Attach(this SqliteConnection connection, string path, string schema)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"ATTACH $path AS {schema}";
        command.Parameters.AddWithValue("$path", path);
        command.ExecuteNonQuery();
    }
}
