using System.Globalization;
using CacheActors.Domain.Entries;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>Compares an entry's row with what it should be, column by column. Calls block.</summary>
internal static class EntryRowCheck
{
    /// <summary>Up to which of its events the row of an entry says it was made; null when there is no row.</summary>
    public static long? SequenceNumber(SqliteConnection views, EntryKey key)
    {
        using var command = views.CreateCommand();
        command.CommandText = "SELECT sequence_number FROM cache_entries WHERE key = $key";
        command.Parameters.AddWithValue("$key", key.Value);
        return (long?)command.ExecuteScalar();
    }

    /// <summary>True when the row is what the projection writes for this state.</summary>
    public static bool IsAsWritten(SqliteConnection views, EntryKey key, long sequenceNumber, EntryState state)
    {
        using var expected = views.CreateCommand();
        foreach (var column in EntryRow.Columns.Split(", "))
        {
            expected.Parameters.AddWithValue($"${column}", DBNull.Value);
        }
        EntryRow.Write(expected.Parameters, key, sequenceNumber, state);
        using var command = views.CreateCommand();
        command.CommandText = $"SELECT {EntryRow.Columns} FROM cache_entries WHERE key = $key";
        command.Parameters.AddWithValue("$key", key.Value);
        using var row = command.ExecuteReader();
        return row.Read()
            && Enumerable
                .Range(0, row.FieldCount)
                .All(i => Text(row.GetValue(i)) == Text(expected.Parameters[i].Value));
    }

    // As SQLite stores it: a truth is a number.
    private static string? Text(object? value) =>
        value is DBNull ? null
        : value is bool truth ? (truth ? "1" : "0")
        : Convert.ToString(value, CultureInfo.InvariantCulture);
}
