using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views;

/// <summary>SHA-256 over every row of every view. Two views of the same journal have the same digest, however they were made.</summary>
internal static class ViewDigest
{
    public static string Compute(SqliteConnection views)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var table in new[]
            {
                "cache_entries ORDER BY key",
                "entry_owners ORDER BY kind, id, key",
                "cache_totals ORDER BY name",
                "cache_audit ORDER BY batch_id",
            }
        )
        {
            using var command = views.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    var value = reader.IsDBNull(column) ? "-" : "+" + reader.GetString(column);
                    hash.AppendData(Encoding.UTF8.GetBytes($"{value.Length}:{value}"));
                }
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
