using CacheActors.Space;
using Microsoft.Win32.SafeHandles;

namespace CacheActors.Files;

/// <summary>
/// The names of entries' files, and the bytes behind them: equal content is one file with several names, and its bytes are
/// given back with its last name. Between counting names and changing them nobody else changes any, so that the ledger
/// never drifts. Blocks; errors are .NET's.
/// </summary>
internal sealed class FinalFiles(SpaceLedger ledger)
{
    private readonly Lock _gate = new();
    private readonly RecentContents _recent = new();
    private long _changes;
    private long _bytes;

    /// <summary>Changes with every name that comes or goes here.</summary>
    public long Changes
    {
        get
        {
            lock (_gate)
            {
                return _changes;
            }
        }
    }

    /// <summary>
    /// Gives a staged file its final name, in place of whatever has it. When one of the others has the same content, the
    /// final name becomes one more name of that file instead, and the staged one is left to the caller.
    /// </summary>
    /// <param name="stagingPath">The flushed file.</param>
    /// <param name="finalPath">Its place.</param>
    /// <param name="file">What identifies it.</param>
    /// <param name="others">Where the same content may lie already.</param>
    /// <returns>True when the content is shared: the staged file is still there.</returns>
    public bool Publish(string stagingPath, string finalPath, FileFacts file, IReadOnlyList<string> others)
    {
        var tried = new HashSet<string>(StringComparer.Ordinal);
        // Another name for a file that may have the same content: while it is looked at, it cannot go away unnoticed.
        var candidate = Path.ChangeExtension(stagingPath, ".same.part");
        while (true)
        {
            lock (_gate)
            {
                var other = Others().FirstOrDefault(tried.Add);
                if (other is null)
                {
                    Rename(stagingPath, finalPath);
                    _bytes += file.SizeBytes;
                    _recent.Add(file.Sha256, finalPath);
                    return false;
                }
                if (!DurableFile.TryLink(other, candidate))
                {
                    continue;
                }
            }
            if (SameContent.Has(candidate, stagingPath, file.SizeBytes))
            {
                Share(candidate, finalPath);
                return true;
            }
            Delete(candidate);
        }

        // What lies in its place already comes last: others may share with each other, and then so does this.
        IEnumerable<string> Others() =>
            others
                .Append(_recent.Find(file.Sha256))
                .OfType<string>()
                .Where(path => path != finalPath)
                .Append(finalPath);
    }

    /// <summary>Deletes a name.</summary>
    /// <returns>Bytes that the disk has back.</returns>
    public long Delete(string path)
    {
        long bytes;
        SafeFileHandle? last = null;
        try
        {
            lock (_gate)
            {
                bytes = LastNameBytes(path);
                last = bytes > 0 ? TryOpen(path) : null;
                try
                {
                    File.Delete(path);
                }
                catch (DirectoryNotFoundException)
                {
                    // Not even its folder is there.
                }
                _changes++;
                _bytes -= bytes;
            }
        }
        finally
        {
            // With the last handle the system frees the blocks, and may wait for the disk: others change names meanwhile.
            last?.Dispose();
        }
        ledger.GiveBack(bytes);
        return bytes;
    }

    /// <summary>Moves what lies under a name into quarantine.</summary>
    /// <returns>Its name there; null when there was nothing.</returns>
    public string? SetAside(string path, Quarantine quarantine)
    {
        lock (_gate)
        {
            if (FileOnDisk.Find(path) is null && !Directory.Exists(path))
            {
                return null;
            }
            var bytes = LastNameBytes(path);
            var name = quarantine.Take(path);
            DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
            GiveBack(bytes);
            return name;
        }
    }

    /// <summary>Moves what lies in quarantine to a name that nothing has.</summary>
    /// <param name="quarantined">Where it lies.</param>
    /// <param name="path">Its new name.</param>
    /// <param name="bytes">What was taken from the ledger for it.</param>
    /// <returns>False when something has it.</returns>
    public bool PutBack(string quarantined, string path, long bytes)
    {
        lock (_gate)
        {
            if (FileOnDisk.Find(path) is not null || Directory.Exists(path))
            {
                return false;
            }
            var target = Path.GetDirectoryName(path)!;
            DurableFile.CreateFolder(target);
            if (Directory.Exists(quarantined) && new FileInfo(quarantined).LinkTarget is null)
            {
                Directory.Move(quarantined, path);
            }
            else
            {
                DurableFile.Rename(quarantined, path);
            }
            DurableFile.FlushFolder(target);
            DurableFile.FlushFolder(Path.GetDirectoryName(quarantined)!);
            _changes++;
            _bytes += bytes;
            return true;
        }
    }

    /// <summary>Corrects the ledger by what somebody else did to the files.</summary>
    /// <param name="found">Bytes that were counted on the disk.</param>
    /// <param name="atStart">Bytes that were there before the first change made here.</param>
    /// <param name="changes">From <see cref="Changes"/>, before the counting began.</param>
    /// <returns>False, and nothing corrected, when a name came or went here meanwhile.</returns>
    public bool TryCorrect(long found, long atStart, long changes)
    {
        lock (_gate)
        {
            if (_changes != changes)
            {
                return false;
            }
            var more = found - atStart - _bytes;
            _bytes += more;
            if (more >= 0)
            {
                ledger.Count(more);
            }
            else
            {
                ledger.GiveBack(-more);
            }
            return true;
        }
    }

    private void Share(string candidate, string finalPath)
    {
        lock (_gate)
        {
            Rename(candidate, finalPath);
            // Between two names of one file a rename does nothing.
            File.Delete(candidate);
        }
    }

    private void Rename(string stagingPath, string finalPath)
    {
        var replaced = LastNameBytes(finalPath);
        DurableFile.Rename(stagingPath, finalPath);
        GiveBack(replaced);
    }

    private void GiveBack(long bytes)
    {
        _changes++;
        _bytes -= bytes;
        ledger.GiveBack(bytes);
    }

    private static SafeFileHandle? TryOpen(string path)
    {
        try
        {
            return File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Then its blocks are freed with its name.
        }
    }

    private static long LastNameBytes(string path) =>
        FileOnDisk.Find(path) is { IsRegular: true, Links: 1 } file ? file.Bytes : 0;
}
