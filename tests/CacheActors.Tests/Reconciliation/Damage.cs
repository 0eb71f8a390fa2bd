using CacheActors.Domain.Entries;

namespace CacheActors.Tests.Reconciliation;

/// <summary>What somebody did to a cache by hand.</summary>
/// <param name="Name">Which kind.</param>
/// <param name="Entries">Entries whose history must tell of it.</param>
/// <param name="Paths">Files that the report must name.</param>
/// <param name="Check">Says whether it is repaired; throws when not.</param>
internal sealed record Damage(
    string Name,
    IReadOnlyList<EntryKey> Entries,
    IReadOnlyList<string> Paths,
    Func<Task> Check
);
