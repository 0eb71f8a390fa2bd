using System.Buffers;
using System.Security.Cryptography;
using CacheActors.Files;
using Microsoft.Win32.SafeHandles;

namespace CacheActors.Reconciliation;

/// <summary>Reads a file of a known size once, piece by piece, and hashes it. Blocks.</summary>
internal sealed class FileContent(string path, long sizeBytes) : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private SafeFileHandle? _file;
    private long _readBytes;

    /// <summary>What is to be read yet.</summary>
    public long LeftBytes => sizeBytes - _readBytes;

    /// <summary>Reads on; false when that is impossible: no file, a link, another size, a disk that fails.</summary>
    public bool TryRead(long bytes, CancellationToken cancellationToken)
    {
        try
        {
            _file ??= Open();
            return _file is not null && TryRead(_file, bytes, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The hash of what was read, in lower-case hex digits.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose()
    {
        _hash.Dispose();
        _file?.Dispose();
    }

    private SafeFileHandle? Open() =>
        FileOnDisk.Find(path) is { IsRegular: true } found && found.Bytes == sizeBytes
            ? File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.SequentialScan)
            : null;

    private bool TryRead(SafeFileHandle file, long bytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var left = bytes; left > 0; )
            {
                cancellationToken.ThrowIfCancellationRequested();
                var wanted = (int)Math.Min(left, buffer.Length);
                var read = RandomAccess.Read(file, buffer.AsSpan(0, wanted), _readBytes);
                if (read == 0)
                {
                    return false;
                }
                _hash.AppendData(buffer, 0, read);
                left -= read;
                _readBytes += read;
            }
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
