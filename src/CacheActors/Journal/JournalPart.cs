namespace CacheActors.Journal;

/// <summary>Neighbouring rows of the journal.</summary>
/// <param name="Rows">Those of entries.</param>
/// <param name="LastOrdering">The last place that was looked at; that before the part when there was nothing.</param>
/// <param name="HasOthers">Whether there are rows of others than entries in it.</param>
internal sealed record JournalPart(IReadOnlyList<JournalRow> Rows, long LastOrdering, bool HasOthers);
