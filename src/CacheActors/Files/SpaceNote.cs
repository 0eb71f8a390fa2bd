using System.Globalization;

namespace CacheActors.Files;

/// <summary>
/// How many bytes lay in the audio folder when the cache was closed, so that the next start need not look at every file.
/// Whoever takes it removes it: after a crash there is none, and the files are counted. Blocks.
/// </summary>
internal sealed class SpaceNote(CacheFolder folder)
{
    /// <summary>Reads and removes it, for good; null when there is none that can be used.</summary>
    /// <exception cref="StorageException">It cannot be removed.</exception>
    public long? Take() => StorageException.Guard("read", folder.SpaceNotePath, Read);

    /// <summary>Writes it.</summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    public void Leave(long bytes) => StorageException.Guard("write", folder.SpaceNotePath, () => Write(bytes));

    private long? Read()
    {
        // Not a link, which would lead to somebody else's file.
        if (FileOnDisk.Find(folder.SpaceNotePath) is not { IsRegular: true, Bytes: < 32 })
        {
            File.Delete(folder.SpaceNotePath);
            return null;
        }
        var text = File.ReadAllText(folder.SpaceNotePath);
        File.Delete(folder.SpaceNotePath);
        DurableFile.FlushFolder(folder.Root);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
    }

    private void Write(long bytes)
    {
        var staging = Path.Combine(folder.StagingFolder, "space.part");
        using (var file = DurableFile.CreateNew(staging))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(bytes.ToString(CultureInfo.InvariantCulture)));
            file.Flush(flushToDisk: true);
        }
        DurableFile.Publish(staging, folder.SpaceNotePath);
    }
}
