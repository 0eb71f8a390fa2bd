using System.Diagnostics;

namespace CacheActors.Processes;

/// <summary>
/// Makes a child die with this process, however it ends (<c>kill -9</c> too). Only the kernel can do that, and only for
/// a program that asks: <c>setpriv</c> (util-linux, on every Debian) asks, then becomes the program. Closing a pipe
/// would not do, as ffmpeg does not look at its input while it works.
/// </summary>
/// <remarks>
/// A parent that dies before <c>setpriv</c> has asked is not noticed by the kernel, so a shell looks after it whether
/// the parent still is the one expected. It also makes the child ignore Ctrl-C, which a terminal sends to the parent's
/// children too: what happens then is the parent's decision. Both together cost 1.4 ms. What the child itself
/// starts has no such pact; neither have children on systems without <c>setpriv</c>.
/// </remarks>
internal static class DeathPact
{
    private const string Guard = """
        [ "$PPID" = "$1" ] || exit 1
        shift
        trap "" INT
        exec "$@"
        """;

    // BusyBox has a setpriv that cannot do this.
    private static readonly string? Setpriv =
        OperatingSystem.IsLinux()
        && ProgramPath.Find("setpriv") is { } path
        && File.ResolveLinkTarget(path, returnFinalTarget: true) is not { Name: "busybox" }
            ? path
            : null;

    /// <summary>Names the program to start, with the pact where there can be one.</summary>
    public static void Apply(ProcessStartInfo startInfo, string program)
    {
        if (Setpriv is null)
        {
            startInfo.FileName = program;
            return;
        }
        startInfo.FileName = Setpriv;
        var pid = Environment.ProcessId.ToString();
        string[] arguments = ["--pdeathsig", "KILL", "/bin/sh", "-c", Guard, "sh", pid, program];
        foreach (var argument in arguments)
        {
            startInfo.ArgumentList.Add(argument);
        }
    }
}
