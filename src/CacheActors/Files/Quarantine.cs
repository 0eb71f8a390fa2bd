using System.Globalization;

namespace CacheActors.Files;

/// <summary>
/// The folder for what has no place: nothing there is read by the cache. A name there tells when the file came and where it
/// was: <c>20261120T050607123Z-audio%2Fab%2Fkey.wav</c>. Blocks; errors are .NET's.
/// </summary>
internal sealed class Quarantine(CacheFolder folder, TimeProvider time)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    // The longest name that file systems take. One that long has lost its end.
    private const int LongestName = 255;

    private readonly Lock _gate = new();

    /// <summary>Moves what lies under a path here.</summary>
    /// <returns>Its name here.</returns>
    public string Take(string path)
    {
        lock (_gate)
        {
            var name = NewName(path);
            var target = PathOf(name);
            if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
            {
                Directory.Move(path, target);
            }
            else if (FileOnDisk.Find(path) is { IsRegular: true, Links: > 1 })
            {
                // Its other names stay names of a file in the audio folder, and are counted as such.
                File.Copy(path, target);
                File.Delete(path);
            }
            else
            {
                DurableFile.Rename(path, target);
            }
            DurableFile.FlushFolder(folder.QuarantineFolder);
            return name;
        }
    }

    /// <summary>Names of what lies here, the oldest first.</summary>
    /// <exception cref="StorageException">The folder cannot be read.</exception>
    public IReadOnlyList<string> Names() =>
        StorageException.Guard<IReadOnlyList<string>>(
            "list",
            folder.QuarantineFolder,
            () =>
                [
                    .. new DirectoryInfo(folder.QuarantineFolder)
                        .EnumerateFileSystemInfos(
                            "*",
                            new EnumerationOptions { AttributesToSkip = FileAttributes.None }
                        )
                        .Select(found => found.Name)
                        .Order(StringComparer.Ordinal),
                ]
        );

    /// <summary>Where a file of that name lies.</summary>
    public string PathOf(string name) => Path.Combine(folder.QuarantineFolder, name);

    /// <summary>When a file came here, UTC, and where it was; null for a name that this class did not give.</summary>
    public (DateTimeOffset At, string Path)? Origin(string name)
    {
        var dash = name.IndexOf('-', StringComparison.Ordinal);
        if (
            dash < 0
            || name.Length >= LongestName
            || !DateTimeOffset.TryParseExact(
                name[..dash],
                TimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
        )
        {
            return null;
        }
        var relative = Uri.UnescapeDataString(name[(dash + 1)..]);
        var path = Path.GetFullPath(Path.Combine(folder.Root, relative));
        return path.StartsWith(folder.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? (at, path) : null;
    }

    // Two files of one name in one millisecond: the clock of the second goes on a little.
    private string NewName(string path)
    {
        var escaped = Uri.EscapeDataString(Path.GetRelativePath(folder.Root, path));
        for (var at = time.GetUtcNow(); ; at = at.AddMilliseconds(1))
        {
            var name = $"{at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{escaped}";
            name = name.Length <= LongestName ? name : name[..LongestName];
            if (FileOnDisk.Find(PathOf(name)) is null)
            {
                return name;
            }
        }
    }
}
