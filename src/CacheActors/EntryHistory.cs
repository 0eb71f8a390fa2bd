using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>An entry's journaled events up to a point, and the state they add up to.</summary>
public sealed record EntryHistory(EntryKey Key, IReadOnlyList<JournaledEvent> Events, EntryState State);

/// <summary>One event as it stands in the journal.</summary>
/// <param name="SequenceNumber">Its number within the entry, from 1.</param>
/// <param name="Ordering">Its place in the whole journal.</param>
/// <param name="Type">Name of the event, for example <c>Compressed</c>.</param>
/// <param name="Event">The event, upcast to today's version.</param>
public sealed record JournaledEvent(long SequenceNumber, long Ordering, string Type, EntryEvent Event);
