namespace CacheActors;

/// <summary>What an export of the journal wrote.</summary>
/// <param name="Events">Rows of the journal, one line each.</param>
/// <param name="Unreadable">Those of them, and stretches of a damaged journal, that have an <c>error</c>.</param>
public sealed record ExportReport(long Events, long Unreadable);
