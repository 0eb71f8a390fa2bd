using System.Security.Cryptography;

namespace CacheActors.Files;

/// <summary>A new file that is hashed while it is written. Blocks. Unless it is sealed, it is deleted when disposed of.</summary>
internal sealed class StagedFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _sealed;

    /// <summary>Creates it.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="create">Creates the file in that place.</param>
    public StagedFile(string path, Func<string, FileStream> create)
    {
        _path = path;
        _file = StorageException.Guard("create", path, () => create(path));
    }

    /// <summary>Appends bytes.</summary>
    public void Write(byte[] buffer, int count)
    {
        _hash.AppendData(buffer, 0, count);
        StorageException.Guard("write", _path, () => _file.Write(buffer, 0, count));
    }

    /// <summary>Flushes the file to the disk and closes it: from now on it may be published.</summary>
    public FileFacts Seal()
    {
        StorageException.Guard("flush", _path, () => _file.Flush(flushToDisk: true));
        var facts = new FileFacts(_file.Length, Convert.ToHexStringLower(_hash.GetHashAndReset()));
        _sealed = true;
        Dispose();
        return facts;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        _file.Dispose();
        if (_sealed)
        {
            return;
        }

        try
        {
            File.Delete(_path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What made us give up is the news. The next start sweeps the file away, or says that it cannot.
        }
    }
}
