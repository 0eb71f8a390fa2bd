using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace CacheActors.Files;

/// <summary>The few calls of Unix that .NET does not offer.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class LibC
{
    /// <summary>
    /// Opens for reading whatever is there: also a folder, which .NET refuses, and a pipe without waiting for its
    /// writer. Takes no lock, unlike a <see cref="FileStream"/>.
    /// </summary>
    /// <exception cref="IOException">With the error number as <see cref="Exception.HResult"/>, as .NET has it.</exception>
    public static SafeFileHandle OpenForReading(string path)
    {
        // O_RDONLY | O_NONBLOCK | O_CLOEXEC: the same on every processor, but not on every system.
        var flags =
            OperatingSystem.IsMacOS() ? 0x0000_0004 | 0x0100_0000
            : OperatingSystem.IsFreeBSD() ? 0x0000_0004 | 0x0010_0000
            : 0x0000_0800 | 0x0008_0000;
        var descriptor = Open(path, flags);
        return descriptor < 0 ? throw LastError(path) : new SafeFileHandle(descriptor, true);
    }

    public static IOException LastError(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'", error);
    }

    [LibraryImport(
        "libc",
        EntryPoint = "open",
        StringMarshalling = StringMarshalling.Utf8,
        SetLastError = true
    )]
    private static partial int Open(string path, int flags);
}
