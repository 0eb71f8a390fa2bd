using CacheActors.Domain.Entries;

namespace CacheActors.Journal;

/// <summary>One event of an entry and its place in the journal.</summary>
internal readonly record struct JournalRow(long Ordering, EntryKey Key, long SequenceNumber, EntryEvent Event);
