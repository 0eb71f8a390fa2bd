namespace CacheActors;

/// <summary>The disk of a cache folder has less free than it should have.</summary>
/// <param name="space">What it has.</param>
public sealed class DiskRanLowEventArgs(DiskSpace space) : EventArgs
{
    /// <summary>What it has.</summary>
    public DiskSpace Space { get; } = space;
}
