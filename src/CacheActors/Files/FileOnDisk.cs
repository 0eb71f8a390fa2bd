using System.Runtime.Versioning;

namespace CacheActors.Files;

/// <summary>What the file system says of a path, a link not followed.</summary>
/// <param name="IsRegular">True for a file; false for a link, a folder, a pipe.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Links">Names it has; 1 where that cannot be told.</param>
/// <param name="Id">What it has in common with its other names; 0 where that cannot be told.</param>
internal readonly record struct FileOnDisk(bool IsRegular, long Bytes, long Links, ulong Id)
{
    /// <summary>True where a file's names are counted: only there do files share content.</summary>
    public static bool CountsLinks { get; } = OperatingSystem.IsLinux() && HasStatx();

    /// <summary>Null when there is nothing. Blocks; errors are .NET's.</summary>
    public static FileOnDisk? Find(string path)
    {
        if (!OperatingSystem.IsWindows() && CountsLinks)
        {
            return LibC.Stat(path);
        }
        var file = new FileInfo(path);
        return file.LinkTarget is not null ? new(IsRegular: false, Bytes: 0, Links: 1, Id: 0)
            : file.Exists ? new(IsRegular: true, file.Length, Links: 1, Id: 0)
            : null;
    }

    [UnsupportedOSPlatform("windows")]
    private static bool HasStatx()
    {
        try
        {
            LibC.Stat("/");
            return true;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }
}
