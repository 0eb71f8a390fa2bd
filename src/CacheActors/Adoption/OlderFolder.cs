namespace CacheActors.Adoption;

/// <summary>The folder of an older cache: which file is an entry's, and which is nobody's. Only reads.</summary>
internal sealed class OlderFolder(string root, string own)
{
    private static readonly string[] AudioExtensions = [".wav", ".m4a"];

    private static readonly StringComparison Names = OperatingSystem.IsLinux()
        ? StringComparison.Ordinal
        : StringComparison.OrdinalIgnoreCase;

    /// <summary>True when the folder is the cache that is to adopt it, or in that cache.</summary>
    public bool IsOwn => IsIn(root, own);

    /// <summary>
    /// Where an entry's file must be: what the metadata name, from the folder on; when they name none, the file named like
    /// the entry's key.
    /// </summary>
    /// <exception cref="OlderEntryException">There is no such place, or it is not in the folder.</exception>
    public string PathOf(OlderEntry entry)
    {
        if (entry.File is null)
        {
            return AudioExtensions
                    .Select(extension => FullPath(entry.Key + extension))
                    .FirstOrDefault(path => entry.Key is not null && IsIn(path, root) && File.Exists(path))
                ?? throw new OlderEntryException(
                    $"the metadata name no file of it, and there is none named like its key in {root}"
                );
        }
        var path = FullPath(entry.File);
        return IsIn(path, root) && path.Length > root.Length
            ? path
            : throw new OlderEntryException($"its file {entry.File} is not in {root}");
    }

    /// <summary>Makes sure that a path leads to a file without leaving the folder on the way.</summary>
    /// <exception cref="OlderEntryException">It does not.</exception>
    public void Check(string path)
    {
        for (var step = path; step.Length > root.Length; step = Path.GetDirectoryName(step)!)
        {
            if (new FileInfo(step).LinkTarget is { } target)
            {
                throw new OlderEntryException($"{step} is a link to {target}; links are not followed");
            }
        }
        if (!File.Exists(path))
        {
            throw new OlderEntryException(
                Directory.Exists(path) ? $"its file {path} is a folder" : $"its file {path} is missing"
            );
        }
    }

    /// <summary>Audio files by their names that are none of these, in the order of their names, as paths from the folder on.</summary>
    public IReadOnlyList<string> FilesBeside(IEnumerable<string> named)
    {
        var known = named.ToHashSet(StringComparer.FromComparison(Names));
        return
        [
            .. Directory
                .EnumerateFiles(
                    root,
                    "*",
                    new EnumerationOptions
                    {
                        RecurseSubdirectories = true,
                        AttributesToSkip = FileAttributes.ReparsePoint,
                    }
                )
                .Where(path => AudioExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                .Where(path => !known.Contains(path) && !IsIn(path, own))
                .Select(path => Path.GetRelativePath(root, path))
                .Order(StringComparer.Ordinal),
        ];
    }

    private string FullPath(string path) =>
        path.Contains('\0')
            ? throw new OlderEntryException("the name of its file holds a character that no name can have")
            : Path.GetFullPath(path, root);

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder, Names)
        && (
            path.Length == folder.Length
            || Path.EndsInDirectorySeparator(folder)
            || path[folder.Length] == Path.DirectorySeparatorChar
        );
}
