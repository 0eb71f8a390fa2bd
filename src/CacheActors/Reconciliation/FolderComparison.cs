using System.Buffers;
using System.IO.Enumeration;
using CacheActors.Domain.Entries;
using CacheActors.Files;

namespace CacheActors.Reconciliation;

/// <summary>Compares what lies in the folders of a cache with what should. Follows no link. Blocks.</summary>
internal static class FolderComparison
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        // A folder that cannot be read is not empty.
        IgnoreInaccessible = false,
    };

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>One sub-folder of the audio folder.</summary>
    /// <param name="path">Its path; it may be missing.</param>
    /// <param name="expected">The entries whose files belong there.</param>
    public static Suspicions Compare(string path, Dictionary<string, ExpectedEntry> expected)
    {
        RefuseLink(path);
        var suspicions = new Suspicions { EntriesScanned = expected.Count };
        var byKey = expected.GetAlternateLookup<ReadOnlySpan<char>>();
        var unknown = new HashSet<EntryKey>();
        Visit(
            path,
            (ref FileSystemEntry found) =>
            {
                var isFile = IsFile(ref found);
                suspicions.Files += isFile ? 1 : 0;
                if (FormatIn(found.FileName) is not { } format)
                {
                    AddStray(ref found, suspicions);
                }
                else if (byKey.TryGetValue(found.FileName[..^4], out var entry))
                {
                    if (isFile)
                    {
                        entry.See(format, found.Length);
                    }
                    else
                    {
                        entry.SeeOther();
                    }
                }
                else if (KeyOf(found.FileName, path) is { } key)
                {
                    unknown.Add(key);
                }
                else
                {
                    AddStray(ref found, suspicions);
                }
            }
        );
        suspicions.Entries.AddRange(unknown);
        suspicions.Entries.AddRange(expected.Where(e => e.Value.IsSuspect).Select(e => EntryKey.Parse(e.Key)));
        return suspicions;
    }

    /// <summary>The audio folder itself: it has nothing but the sub-folders.</summary>
    public static Suspicions Top(string audioFolder)
    {
        var suspicions = new Suspicions();
        Visit(
            audioFolder,
            (ref FileSystemEntry found) =>
            {
                if (!IsSubFolder(ref found))
                {
                    suspicions.Files += IsFile(ref found) ? 1 : 0;
                    AddStray(ref found, suspicions);
                }
            }
        );
        return suspicions;
    }

    /// <summary>The staging folder: what is not in the making there was left behind.</summary>
    public static Suspicions Staging(string stagingFolder, Func<string, bool> isOurs)
    {
        var suspicions = new Suspicions();
        Visit(
            stagingFolder,
            (ref FileSystemEntry found) =>
            {
                if (!isOurs(found.ToFullPath()))
                {
                    suspicions.Files += IsFile(ref found) ? 1 : 0;
                    AddStray(ref found, suspicions);
                }
            }
        );
        return suspicions;
    }

    /// <summary>The entry whose file has this path; null when no entry's has.</summary>
    public static EntryKey? KeyAt(CacheFolder folder, string path) =>
        FormatIn(Path.GetFileName(path.AsSpan())) is { } format
        && EntryKey.TryParse(Path.GetFileNameWithoutExtension(path), out var key)
        && folder.AudioPath(key, format) == path
            ? key
            : null;

    /// <summary>The kind of file that an entry's file of this name would be; null when an entry's has another ending.</summary>
    public static AudioFormat? FormatIn(ReadOnlySpan<char> name) =>
        name.EndsWith(".wav", StringComparison.Ordinal) ? AudioFormat.Wav
        : name.EndsWith(".m4a", StringComparison.Ordinal) ? AudioFormat.M4a
        : null;

    private static EntryKey? KeyOf(ReadOnlySpan<char> name, string folder) =>
        EntryKey.TryParse(name[..^4].ToString(), out var key)
        && Path.GetFileName(folder.AsSpan()).SequenceEqual(key.Folder)
            ? key
            : null;

    private static void AddStray(ref FileSystemEntry found, Suspicions suspicions)
    {
        var path = found.ToFullPath();
        if (found.IsDirectory && !IsLink(ref found))
        {
            Visit(
                path,
                (ref FileSystemEntry inside) =>
                {
                    suspicions.Files += IsFile(ref inside) ? 1 : 0;
                    AddStray(ref inside, suspicions);
                }
            );
        }
        suspicions.Strays.Add(path);
    }

    // Whether its files are the cache's nobody knows: neither to be counted nor to be missed.
    private static void RefuseLink(string folder)
    {
        if (new FileInfo(folder).LinkTarget is { } target)
        {
            throw new StorageException(
                "reconcile",
                folder,
                $"it is a link to {target}",
                "Put the folder itself in its place: links are not followed."
            );
        }
    }

    private static bool IsSubFolder(ref FileSystemEntry found) =>
        found is { FileName.Length: 2 }
        && (found.IsDirectory || IsLink(ref found))
        && !found.FileName.ContainsAnyExcept(HexDigits);

    private static bool IsLink(ref FileSystemEntry found) => found.Attributes.HasFlag(FileAttributes.ReparsePoint);

    // .NET calls pipes and sockets files too: they are found out by whoever acts on the suspicion, for they are empty.
    private static bool IsFile(ref FileSystemEntry found) => !found.IsDirectory && !IsLink(ref found);

    private static void Visit(string path, Visitor visitor) =>
        StorageException.Guard(
            "list",
            path,
            () =>
            {
                try
                {
                    var found = new FileSystemEnumerable<bool>(
                        path,
                        (ref FileSystemEntry entry) =>
                        {
                            visitor(ref entry);
                            return true;
                        },
                        Everything
                    );
                    foreach (var _ in found) { }
                }
                catch (DirectoryNotFoundException)
                {
                    // Nothing is in it.
                }
            }
        );

    private delegate void Visitor(ref FileSystemEntry found);
}
