using CacheActors.Domain.Entries;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>Compares an entry's row with what it should be, column by column. Calls block.</summary>
internal static class EntryRowCheck
{
    // IS: nothing is the same as nothing.
    private static readonly string SameRow =
        "SELECT 1 FROM cache_entries WHERE "
        + string.Join(" AND ", EntryRow.Columns.Split(", ").Select((column, i) => $"{column} IS ?{i + 1}"));

    /// <summary>Up to which of its events the row of an entry says it was made; 0 when there is no row.</summary>
    public static long SequenceNumber(SqliteConnection views, EntryKey key)
    {
        using var find = new SqliteStatement(views, "SELECT sequence_number FROM cache_entries WHERE key = ?1");
        find.Bind(1, key.Value);
        return find.Step() ? find.Int64(0) : 0;
    }

    /// <summary>True when the row is what the projection writes for this state.</summary>
    public static bool IsAsWritten(SqliteConnection views, EntryKey key, FoldedEntry entry)
    {
        using var find = new SqliteStatement(views, SameRow);
        EntryRow.Bind(find, key, entry);
        return find.Any();
    }
}
