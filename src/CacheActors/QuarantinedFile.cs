using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>Something in quarantine.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Path">Where it was, an absolute path; null when its name does not tell.</param>
/// <param name="Key">The entry whose file it was; null when it was none's.</param>
/// <param name="SizeBytes">Its size in bytes; 0 for a folder or a link.</param>
/// <param name="At">When it came, UTC; null when its name does not tell: then it stays until somebody deletes it.</param>
/// <param name="KeptUntil">When the next run may delete it, UTC; null: never.</param>
public sealed record QuarantinedFile(
    string Name,
    string? Path,
    EntryKey? Key,
    long SizeBytes,
    DateTimeOffset? At,
    DateTimeOffset? KeptUntil
);

/// <summary>A file that was put back.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Key">The entry whose file it is; null when it is none's.</param>
/// <param name="Discrepancy">What the entry made of it; null: nothing.</param>
public sealed record RestoredFile(string Path, EntryKey? Key, Discrepancy? Discrepancy);

/// <summary>A file cannot be put back from quarantine.</summary>
public sealed class QuarantineException : CacheException
{
    internal QuarantineException(string name, string why)
        : base($"{name} cannot be put back from the quarantine: {why}") { }
}
