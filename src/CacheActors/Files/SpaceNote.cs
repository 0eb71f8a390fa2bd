using System.Globalization;

namespace CacheActors.Files;

/// <summary>
/// How many bytes lay in the audio folder when the cache was closed, so that the next start need not look at every file.
/// Whoever takes it removes it: after a crash there is none, and the files are counted. Blocks.
/// </summary>
internal sealed class SpaceNote(CacheFolder folder)
{
    private readonly FolderNote _note = new(
        folder.SpaceNotePath,
        Path.Combine(folder.StagingFolder, "space.part"),
        longest: 32
    );

    /// <summary>Reads and removes it, for good; null when there is none that can be used.</summary>
    /// <exception cref="StorageException">It cannot be removed.</exception>
    public long? Take()
    {
        var text = StorageException.Guard("read", folder.SpaceNotePath, _note.Take);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
    }

    /// <summary>Writes it.</summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    public void Leave(long bytes) =>
        StorageException.Guard(
            "write",
            folder.SpaceNotePath,
            () => _note.Leave(bytes.ToString(CultureInfo.InvariantCulture))
        );
}
