using CacheActors.Domain.Entries;
using CacheActors.Journal;

namespace CacheActors.Audit;

/// <summary>Whose event a row of the journal is, and which.</summary>
internal readonly record struct RowName(string PersistenceId, long SequenceNumber)
{
    /// <summary>The entry's key, or the persistence id of something else.</summary>
    public string Key => EntryPersistenceId.TryParse(PersistenceId, out EntryKey? key) ? key.Value : PersistenceId;

    public override string ToString() =>
        EntryPersistenceId.TryParse(PersistenceId, out var key)
            ? $"event {SequenceNumber} of the entry {key}"
            : $"event {SequenceNumber} of '{PersistenceId}'";
}
