namespace CacheActors;

/// <summary>What the disk of a cache folder has free, for this user.</summary>
/// <param name="Folder">The cache folder.</param>
/// <param name="FreeBytes">Bytes that are free.</param>
/// <param name="WarnBelowBytes">Less than this is low (setting <c>budget.warn-free-disk</c>).</param>
public sealed record DiskSpace(string Folder, long FreeBytes, long WarnBelowBytes)
{
    /// <summary>True when it is time to free some.</summary>
    public bool IsLow => FreeBytes < WarnBelowBytes;
}
