namespace CacheActors.Domain.Reconciliation;

/// <summary>Beyond what a run raises alerts.</summary>
/// <param name="OrphansPercent">Files of no entry, in percent of the entries.</param>
/// <param name="Ghosts">Entries without their file.</param>
/// <param name="Duration">How long a run may take, not counting the time in which it reads content.</param>
public sealed record AlertLimits(int OrphansPercent, int Ghosts, TimeSpan Duration);
