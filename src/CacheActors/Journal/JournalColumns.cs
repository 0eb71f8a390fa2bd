using System.Text.Json;
using CacheActors.Domain.Entries;

namespace CacheActors.Journal;

/// <summary>The columns of the journal that make an event, and how they are read.</summary>
internal static class JournalColumns
{
    /// <summary>For the <c>SELECT</c> of a statement that is given to the methods below.</summary>
    public const string All = "ordering, persistence_id, sequence_number, manifest, message";

    /// <summary>The place of the row in the journal.</summary>
    public static long Ordering(SqliteStatement row) => row.Int64(0);

    /// <summary>Whose row it is; null when it is no entry's.</summary>
    public static EntryKey? Key(SqliteStatement row) =>
        EntryPersistenceId.TryParse(row.Text(1), out var key) ? key : null;

    /// <exception cref="JournalDamagedException">The event cannot be read.</exception>
    public static JournalRow Row(SqliteStatement row, EntryKey key)
    {
        var (ordering, sequenceNumber) = (Ordering(row), row.Int64(2));
        try
        {
            var entryEvent = EntryEventFormat.FromBytes(row.Bytes(4), row.TextOrNull(3) ?? "");
            return new JournalRow(ordering, key, sequenceNumber, entryEvent);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new JournalDamagedException(
                $"The journal's row {ordering} (entry {key}, event {sequenceNumber}) cannot be read: {e.Message}",
                e
            );
        }
    }
}
