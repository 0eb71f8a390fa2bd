using Microsoft.Data.Sqlite;

namespace CacheActors.Benchmarks;

/// <summary>The hello-world that the second run is measured against: opens both files, reads the rows, says so.</summary>
internal static class ReadRows
{
    public static void Run(string journal, string views)
    {
        var rows = Count(journal, "SELECT ordering, persistence_id, sequence_number, manifest, message FROM journal");
        rows += Count(views, "SELECT * FROM cache_entries");
        Console.WriteLine($"Hello, {rows} rows.");
    }

    private static int Count(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = 0;
        while (reader.Read())
        {
            rows++;
            for (var i = 0; i < reader.FieldCount; i++)
            {
                reader.GetValue(i);
            }
        }
        return rows;
    }
}
