using System.Globalization;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Files;

namespace CacheActors.Reconciliation;

/// <summary>What lies where no entry's file can.</summary>
/// <param name="Kind">The kind of difference that it is.</param>
/// <param name="Detail">What was found, for a person.</param>
/// <param name="IsFolder">True for a folder.</param>
/// <param name="Owner">The entry that its name is of, when it is whole audio and only lies in the wrong folder.</param>
/// <param name="Format">The kind of audio, when it is whole and not in staging.</param>
internal sealed record StrayFile(
    DiscrepancyKind Kind,
    string Detail,
    bool IsFolder = false,
    EntryKey? Owner = null,
    AudioFormat? Format = null
)
{
    /// <summary>True for a path in the folders of a cache's files; the file need not be there.</summary>
    public static bool CanBe(string path, CacheFolder folder) =>
        Path.GetFullPath(path) == path
        && (IsBelow(path, folder.AudioFolder) || Path.GetDirectoryName(path) == folder.StagingFolder);

    /// <summary>Looks at it, without following a link. Blocks.</summary>
    /// <returns>Null when there is nothing.</returns>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static StrayFile? Find(string path, CacheFolder folder)
    {
        if (IsBehindLink(path, folder))
        {
            return null;
        }
        var link = new FileInfo(path).LinkTarget;
        if (link is not null)
        {
            return new StrayFile(DiscrepancyKind.PartialFile, $"a link to {link}; it was not followed");
        }
        if (Directory.Exists(path))
        {
            return new StrayFile(
                DiscrepancyKind.PartialFile,
                "a folder in which no entry's file can lie",
                IsFolder: true
            );
        }
        return StorageException.Guard("look at", path, () => FileOnDisk.Find(path)) switch
        {
            null => null,
            { IsRegular: false } => new StrayFile(DiscrepancyKind.PartialFile, "no file, but a pipe or the like"),
            { Bytes: var bytes } when Path.GetDirectoryName(path) == folder.StagingFolder => new StrayFile(
                DiscrepancyKind.PartialFile,
                string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes in staging that nobody works on")
            ),
            { Bytes: var bytes } => Audio(path, bytes),
        };
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool IsBehindLink(string path, CacheFolder folder)
    {
        for (var parent = Path.GetDirectoryName(path)!; IsBelow(parent, folder.AudioFolder); )
        {
            if (new FileInfo(parent).LinkTarget is not null)
            {
                return true;
            }
            parent = Path.GetDirectoryName(parent)!;
        }
        return false;
    }

    private static StrayFile Audio(string path, long bytes)
    {
        try
        {
            var audio = AudioFacts.Read(path);
            var size = string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes of audio, {audio.DurationMs} ms,");
            return
                FolderComparison.FormatIn(Path.GetFileName(path)) == audio.Format
                && EntryKey.TryParse(Path.GetFileNameWithoutExtension(path), out var owner)
                ? new StrayFile(
                    DiscrepancyKind.OrphanedFile,
                    $"{size} in another folder than that of {owner}",
                    Owner: owner,
                    Format: audio.Format
                )
                : new StrayFile(
                    DiscrepancyKind.OrphanedFile,
                    $"{size} under a name that no entry can have",
                    Format: audio.Format
                );
        }
        catch (InvalidAudioException e)
        {
            return new StrayFile(DiscrepancyKind.PartialFile, e.Message);
        }
    }
}
