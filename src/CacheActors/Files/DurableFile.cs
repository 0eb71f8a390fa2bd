namespace CacheActors.Files;

/// <summary>
/// The steps by which a file survives a power cut: its bytes are flushed, then it gets its name, then the folder that
/// holds the name is flushed. Blocks; errors are .NET's.
/// </summary>
internal static class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates a file that only this user can read. A file or link of that name is replaced, never written through.</summary>
    public static FileStream CreateNew(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, // fails where something reappeared, even a link that leads nowhere
            Access = FileAccess.Write,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Gives a flushed file its final name, in place of whatever has it, for good.</summary>
    public static void Publish(string from, string to)
    {
        Rename(from, to);
        FlushFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>Gives a file another name on the same disk, in place of whatever has it.</summary>
    public static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(from, to, overwrite: true);
        }
        else
        {
            LibC.Rename(from, to);
        }
    }

    /// <summary>
    /// Gives a file one more name; false where it is gone, or the file system cannot, or a file's names are not counted.
    /// </summary>
    public static bool TryLink(string path, string anotherName) =>
        !OperatingSystem.IsWindows() && FileOnDisk.CountsLinks && LibC.TryLink(path, anotherName);

    /// <summary>Creates a folder that only this user can enter, if there is none; parents too.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }

        if (Path.GetDirectoryName(path) is { } parent)
        {
            FlushFolder(parent);
        }
    }

    /// <summary>Makes the names in a folder survive. Windows does that by itself.</summary>
    public static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var folder = LibC.OpenForReading(path);
            RandomAccess.FlushToDisk(folder);
        }
    }
}
