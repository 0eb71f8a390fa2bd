using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace CacheActors.Files;

/// <summary>
/// The few calls of Unix that .NET does not offer. Errors are <see cref="IOException"/>s with the error number as
/// <see cref="Exception.HResult"/>, as .NET has it.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static partial class LibC
{
    private const int NotFound = 2;
    private const int NotAFolder = 20;
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int LockRelease = 8;

    /// <summary>
    /// Opens for reading whatever is there: also a folder, which .NET refuses, and a pipe without waiting for its
    /// writer. Takes no lock, unlike a <see cref="FileStream"/>.
    /// </summary>
    /// <param name="path">What to open.</param>
    /// <param name="keepAccessTime">Leaves the time of the last access as it is; only Linux can, and only for a file of this user.</param>
    public static SafeFileHandle OpenForReading(string path, bool keepAccessTime = false)
    {
        const int NotPermitted = 1;
        const int NoAccessTime = 0x0004_0000; // O_NOATIME
        // O_RDONLY | O_NONBLOCK | O_CLOEXEC: the same on every processor, but not on every system.
        var flags =
            OperatingSystem.IsMacOS() ? 0x0000_0004 | 0x0100_0000
            : OperatingSystem.IsFreeBSD() ? 0x0000_0004 | 0x0010_0000
            : 0x0000_0800 | 0x0008_0000;
        var keep = keepAccessTime && OperatingSystem.IsLinux();
        var descriptor = Open(path, keep ? flags | NoAccessTime : flags);
        if (descriptor < 0 && keep && Marshal.GetLastPInvokeError() == NotPermitted)
        {
            descriptor = Open(path, flags);
        }
        return descriptor < 0 ? throw LastError(path) : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Locks what a handle is open on; false when somebody else's lock excludes that.</summary>
    public static bool TryLock(SafeFileHandle handle, bool exclusive, string path)
    {
        if (Lock(handle, (exclusive ? LockExclusive : LockShared) | LockNonBlocking) == 0)
        {
            return true;
        }

        // EWOULDBLOCK. Anything else, such as a file system without locks, says nothing about an owner.
        var held = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? 35 : 11;
        return Marshal.GetLastPInvokeError() == held ? false : throw LastError(path);
    }

    /// <summary>Gives up a lock now, even if a child that is just being started still has a copy of the handle.</summary>
    public static void Unlock(SafeFileHandle handle, string path)
    {
        if (Lock(handle, LockRelease) != 0)
        {
            throw LastError(path);
        }
    }

    /// <summary>Renames over whatever is there. <see cref="File.Move(string, string, bool)"/> would copy to another disk instead of failing.</summary>
    public static void Rename(string from, string to)
    {
        if (RenameFile(from, to) != 0)
        {
            throw LastError(to);
        }
    }

    /// <summary>Gives a file, or a link itself, one more name; false when that cannot be.</summary>
    public static bool TryLink(string path, string anotherName) => Link(path, anotherName) == 0;

    /// <summary>Throws when this user cannot create files in a folder.</summary>
    public static void CheckWritable(string folder)
    {
        const int WriteAndSearch = 2 | 1;
        if (Access(folder, WriteAndSearch) != 0)
        {
            throw LastError(folder);
        }
    }

    /// <summary>What there is under a path, a link not followed; null when there is nothing. For Linux.</summary>
    /// <exception cref="EntryPointNotFoundException">The C library is older than 2018.</exception>
    public static unsafe FileOnDisk? Stat(string path)
    {
        // statx, because its result looks the same on every processor: 256 bytes with these fields at these places.
        const int WorkingFolder = -100;
        const int NoFollow = 0x100;
        const uint TypeLinksInodeAndSize = 0x1 | 0x4 | 0x100 | 0x200;
        const int TypeMask = 0xF000;
        const int Regular = 0x8000;
        Span<byte> result = stackalloc byte[256];
        fixed (byte* bytes = result)
        {
            if (StatX(WorkingFolder, path, NoFollow, TypeLinksInodeAndSize, bytes) != 0)
            {
                return Marshal.GetLastPInvokeError() is NotFound or NotAFolder ? null : throw LastError(path);
            }
        }
        return new FileOnDisk(
            IsRegular: (MemoryMarshal.Read<ushort>(result[28..]) & TypeMask) == Regular,
            Bytes: MemoryMarshal.Read<long>(result[40..]),
            Links: MemoryMarshal.Read<uint>(result[16..]),
            Id: MemoryMarshal.Read<ulong>(result[32..])
        );
    }

    private static IOException LastError(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'", error);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle handle, int operation);

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int RenameFile(string from, string to);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static unsafe partial int StatX(int folder, string path, int flags, uint mask, byte* result);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string path, string anotherName);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Access(string path, int mode);
}
