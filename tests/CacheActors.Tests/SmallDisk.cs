using System.Diagnostics;

namespace CacheActors.Tests;

/// <summary>A file system of its own with little room.</summary>
internal sealed class SmallDisk(string path) : IDisposable
{
    /// <summary>Null where mounting is not permitted.</summary>
    public static SmallDisk? TryMount(string path, int kilobytes)
    {
        string[] arguments = ["-t", "tmpfs", "-o", $"size={kilobytes}k", "cacheactors", path];
        return Run("mount", arguments) ? new SmallDisk(path) : null;
    }

    // Lazily: a process that another test is just starting may hold copies of open files until it runs its program.
    public void Dispose() => Run("umount", ["-l", path]).ShouldBeTrue();

    private static bool Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true };
        using var process = Process.Start(start).ShouldNotBeNull();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
