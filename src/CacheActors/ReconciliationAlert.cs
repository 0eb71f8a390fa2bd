using CacheActors.Domain.Reconciliation;

namespace CacheActors;

/// <summary>
/// A run of reconciliation deserves somebody's attention. Published on the event stream of the cache's actor system; also a
/// warning in the log and a count in the metrics.
/// </summary>
/// <param name="Kind">What about it.</param>
/// <param name="Message">The same with its numbers, for a person.</param>
/// <param name="Folder">The cache folder.</param>
/// <param name="At">When, UTC.</param>
public sealed record ReconciliationAlert(
    ReconciliationAlertKind Kind,
    string Message,
    string Folder,
    DateTimeOffset At
);
