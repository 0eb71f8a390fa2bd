using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Tests.Support;

/// <summary>Does to a journal what somebody with an SQLite tool can do.</summary>
internal static class JournalFile
{
    public static void Execute(string path, string sql)
    {
        SqliteLibrary.Use();
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
