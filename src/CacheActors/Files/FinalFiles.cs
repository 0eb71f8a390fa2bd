using CacheActors.Space;

namespace CacheActors.Files;

/// <summary>
/// The names of entries' files, and the bytes behind them: a file's bytes are given back with its last name. Between
/// counting names and changing them nobody else changes any, so that the ledger never drifts. Blocks; errors are .NET's.
/// </summary>
internal sealed class FinalFiles(SpaceLedger ledger)
{
    private readonly Lock _gate = new();

    /// <summary>Renames a file from staging over whatever has its final name.</summary>
    public void Replace(string stagingPath, string finalPath)
    {
        lock (_gate)
        {
            var replaced = LastNameBytes(finalPath);
            DurableFile.Rename(stagingPath, finalPath);
            ledger.GiveBack(replaced);
        }
    }

    /// <summary>Deletes a name.</summary>
    /// <returns>Bytes that the disk has back.</returns>
    public long Delete(string path)
    {
        lock (_gate)
        {
            var bytes = LastNameBytes(path);
            try
            {
                File.Delete(path);
            }
            catch (DirectoryNotFoundException)
            {
                // Not even its folder is there.
            }
            ledger.GiveBack(bytes);
            return bytes;
        }
    }

    private static long LastNameBytes(string path) =>
        FileOnDisk.Find(path) is { IsRegular: true, Links: 1 } file ? file.Bytes : 0;
}
