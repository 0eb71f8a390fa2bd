using CacheActors.Files;

namespace CacheActors.Tests.Files;

/// <summary>A disk that nobody has to be warned of.</summary>
internal static class QuietDisk
{
    public static DiskWatch Watch => new("/", warnBelow: 0, TimeProvider.System);
}
