namespace CacheActors.Files;

/// <summary>The folder with the entries' files, looked at from outside.</summary>
internal static class AudioFolder
{
    /// <summary>Bytes of the files in it, those of a shared content once. Blocks, as long as it takes to look at every file.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static long Bytes(string folder) =>
        StorageException.Guard(
            "count the files of",
            folder,
            () =>
            {
                var all = new EnumerationOptions
                {
                    RecurseSubdirectories = true,
                    AttributesToSkip = FileAttributes.ReparsePoint,
                    IgnoreInaccessible = false,
                };
                var bytes = 0L;
                var shared = new HashSet<ulong>();
                foreach (var path in Directory.EnumerateFiles(folder, "*", all))
                {
                    if (FileOnDisk.Find(path) is { IsRegular: true } file && (file.Links == 1 || shared.Add(file.Id)))
                    {
                        bytes += file.Bytes;
                    }
                }
                return bytes;
            }
        );
}
