using CacheActors.Domain.Entries;

namespace CacheActors.Reconciliation;

/// <summary>A place in the order of verification: never verified first and of those the oldest, then what was verified longest ago.</summary>
/// <param name="VerifiedAt">Milliseconds since 1970; 0: never.</param>
/// <param name="MadeAt">Milliseconds since 1970.</param>
/// <param name="Key">Tells files of one moment apart; null: before all of them.</param>
internal readonly record struct VerificationPlace(long VerifiedAt, long MadeAt, EntryKey? Key)
{
    /// <summary>Before the first.</summary>
    public static VerificationPlace Start { get; } = new(-1, 0, null);
}
