using System.Runtime.InteropServices;
using System.Text.Json;
using CacheActors.Domain.Entries;

namespace CacheActors.Journal;

/// <summary>One row as it stands in the journal, its event not read yet.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JournalRecord(
    long Ordering,
    string PersistenceId,
    long SequenceNumber,
    string Manifest,
    byte[] Message
)
{
    /// <summary>The columns that make one, for the <c>SELECT</c> of a statement that is given to <c>From</c>.</summary>
    public const string Columns = "ordering, persistence_id, sequence_number, manifest, message";

    public static JournalRecord From(SqliteStatement row) =>
        new(row.Int64(0), row.Text(1), row.Int64(2), row.Text(3), row.Bytes(4).ToArray());

    /// <summary>The entry's event in it; null when it is no entry's.</summary>
    /// <exception cref="JournalDamagedException">The event cannot be read.</exception>
    public JournalRow? Read() => EntryPersistenceId.TryParse(PersistenceId, out var key) ? Read(key) : null;

    /// <summary>The event in it, which is of this entry.</summary>
    /// <exception cref="JournalDamagedException">The event cannot be read.</exception>
    public JournalRow Read(EntryKey key)
    {
        try
        {
            return new JournalRow(Ordering, key, SequenceNumber, EntryEventFormat.FromBytes(Message, Manifest));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new JournalDamagedException(
                $"The journal's row {Ordering} (entry {key}, event {SequenceNumber}) cannot be read: {e.Message}",
                e
            );
        }
    }
}
