using System.Diagnostics;
using CacheActors.Processes;

namespace CacheActors.Tests.Processes;

/// <summary>A process of its own that starts one child after the other until it is killed.</summary>
internal static class ParentToKill
{
    public const string Variable = "CACHEACTORS_TEST_PIPE";

    public static Process Start(string pipe)
    {
        var assembly = typeof(ParentToKill).Assembly.Location;
        var startInfo = new ProcessStartInfo("dotnet", [assembly]) { UseShellExecute = false };
        startInfo.Environment["DOTNET_STARTUP_HOOKS"] = assembly;
        startInfo.Environment[Variable] = pipe;
        return Process.Start(startInfo).ShouldNotBeNull();
    }

    /// <summary>Each child opens the pipe, writes a line to it and then lives on, holding it open.</summary>
    public static void Run(string? pipe)
    {
        if (pipe is null)
        {
            return;
        }
        const string Child = "exec 9>\"$1\"; echo up >&9; exec sleep 1000";
        var processes = new ChildProcesses(TimeProvider.System);
        while (true)
        {
            var started = processes.Started;
            _ = processes.RunAsync(
                new ChildCommand("sh", ["-c", Child, "sh", pipe], TimeSpan.FromHours(1), ""),
                CancellationToken.None
            );
            SpinWait.SpinUntil(() => processes.Started > started);
        }
    }
}
