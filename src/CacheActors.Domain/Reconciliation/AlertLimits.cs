namespace CacheActors.Domain.Reconciliation;

/// <summary>Beyond what a run raises alerts.</summary>
/// <param name="OrphansPercent">Files of no entry, in percent of the entries.</param>
/// <param name="Ghosts">Entries without their file.</param>
/// <param name="Duration">How long a run that reads no content may take.</param>
public sealed record AlertLimits(int OrphansPercent, int Ghosts, TimeSpan Duration);
