using Microsoft.Win32.SafeHandles;

namespace CacheActors.Files;

/// <summary>Opens files that are somebody else's: they are not locked, and on Linux not even the time of their last access changes.</summary>
internal static class ForeignFile
{
    /// <summary>Opens what is there.</summary>
    /// <exception cref="StorageException">It is missing, or cannot be opened.</exception>
    public static SafeFileHandle OpenHandle(string path) =>
        StorageException.Guard(
            "open",
            path,
            () =>
                // On Unix not through .NET, which would wait for ever for the writer of a pipe.
                OperatingSystem.IsWindows()
                    ? File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete)
                    : LibC.OpenForReading(path, keepAccessTime: true)
        );

    /// <summary>Opens a regular file to be read from start to end.</summary>
    /// <exception cref="StorageException">It is missing, or cannot be opened.</exception>
    public static Stream OpenRead(string path) => new FileStream(OpenHandle(path), FileAccess.Read, 64 * 1024);
}
