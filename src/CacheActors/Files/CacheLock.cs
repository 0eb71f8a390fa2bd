using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CacheActors.Files;

/// <summary>
/// Ownership of a cache by one process; the system ends it with the process, however that ends. On Unix the lock is on
/// the folder itself, so it holds under every spelling of the path and when somebody deletes <c>cache.lock</c>, which
/// only tells whose it is. On Windows it is on that file.
/// </summary>
internal sealed class CacheLock : IDisposable
{
    private const int SharingViolation = unchecked((int)0x8007_0020);

    private readonly CacheFolder _folder;
    private readonly SafeFileHandle _handle;

    private CacheLock(CacheFolder folder, SafeFileHandle handle)
    {
        _folder = folder;
        _handle = handle;
    }

    /// <summary>Becomes the owner of a folder that exists. Does file I/O, but never waits for another owner.</summary>
    /// <exception cref="CacheInUseException">There is an owner; it may be this process.</exception>
    /// <exception cref="StorageException">The folder cannot be locked or written to.</exception>
    public static CacheLock Acquire(CacheFolder folder)
    {
        var handle =
            StorageException.Guard("lock", folder.Root, () => TryLock(folder, exclusive: true))
            ?? throw new CacheInUseException(folder.Root, ReadPid(folder));
        try
        {
            StorageException.Guard("write", folder.LockPath, () => WritePid(folder, handle));
            return new CacheLock(folder, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The process that owns a cache; null when there is none, or it wrote no number yet. Does file I/O.</summary>
    /// <exception cref="StorageException">The folder cannot be read.</exception>
    public static int? OwnerPid(CacheFolder folder)
    {
        if (!Directory.Exists(folder.Root))
        {
            return null;
        }

        // The number alone proves nothing: a killed owner leaves it behind.
        using var free = StorageException.Guard(
            "read the lock of",
            folder.Root,
            () => TryLock(folder, exclusive: false)
        );
        return free is null ? ReadPid(folder) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handle.IsClosed)
        {
            return;
        }

        if (!OperatingSystem.IsWindows())
        {
            try
            {
                File.Delete(_folder.LockPath);
                LibC.Unlock(_handle, _folder.Root);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Closing the handle ends the lock; a number that stays behind misleads nobody who asks OwnerPid.
            }
        }

        _handle.Dispose();
    }

    /// <summary>Null when somebody else has the lock.</summary>
    private static SafeFileHandle? TryLock(CacheFolder folder, bool exclusive)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                return File.OpenHandle(folder.LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            }
            catch (IOException error) when (error.HResult == SharingViolation)
            {
                return null;
            }
        }

        var handle = LibC.OpenForReading(folder.Root);
        var locked = false;
        try
        {
            locked = LibC.TryLock(handle, exclusive, folder.Root);
            return locked ? handle : null;
        }
        finally
        {
            if (!locked)
            {
                handle.Dispose();
            }
        }
    }

    private static void WritePid(CacheFolder folder, SafeFileHandle handle)
    {
        var pid = Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.SetLength(handle, 0);
            RandomAccess.Write(handle, pid, 0);
            return;
        }

        using var file = DurableFile.CreateNew(folder.LockPath);
        file.Write(pid);
    }

    private static int? ReadPid(CacheFolder folder)
    {
        try
        {
            using var file = OperatingSystem.IsWindows()
                ? File.OpenHandle(folder.LockPath, share: FileShare.ReadWrite | FileShare.Delete)
                : LibC.OpenForReading(folder.LockPath);
            Span<byte> buffer = stackalloc byte[32];
            var text = buffer[..RandomAccess.Read(file, buffer, 0)];
            return int.TryParse(text, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var pid)
                ? pid
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // the owner just left, or is another user
        }
    }
}
