using System.Text;

namespace CacheActors.Files;

/// <summary>
/// A text in the cache folder that is left when the cache is closed. Whoever takes it removes it: after a crash there is none.
/// Blocks; errors are .NET's.
/// </summary>
/// <param name="path">Its place, in the cache folder.</param>
/// <param name="staging">Where it is written.</param>
/// <param name="longest">Bytes from which on it is none of ours.</param>
internal sealed class FolderNote(string path, string staging, long longest)
{
    /// <summary>Reads and removes it, for good; null when there is none that can be used.</summary>
    public string? Take()
    {
        // Not a link, which would lead to somebody else's file.
        if (FileOnDisk.Find(path) is not { IsRegular: true } file || file.Bytes >= longest)
        {
            File.Delete(path);
            return null;
        }
        var text = File.ReadAllText(path);
        File.Delete(path);
        DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
        return text;
    }

    /// <summary>Writes it, whole or not at all.</summary>
    public void Leave(string text)
    {
        try
        {
            Write(text);
            DurableFile.Publish(staging, path);
        }
        finally
        {
            File.Delete(staging);
        }
    }

    /// <summary>What the clock by which the disk's files get their times says, in ticks. Takes a flushed write.</summary>
    public long Now()
    {
        try
        {
            Write(".");
            return File.GetLastWriteTimeUtc(staging).Ticks;
        }
        finally
        {
            File.Delete(staging);
        }
    }

    private void Write(string text)
    {
        using var file = DurableFile.CreateNew(staging);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
