using System.ComponentModel;
using System.Diagnostics;

namespace CacheActors.Processes;

/// <summary>Runs programs to their end. They do not outlive this process, nor the call that runs them.</summary>
internal sealed class ChildProcesses(TimeProvider time)
{
    private long _started;

    /// <summary>How many were started through this instance.</summary>
    public long Started => Interlocked.Read(ref _started);

    /// <summary>Runs a program. Using up its time limit is one way to end; the exit says so.</summary>
    /// <exception cref="MissingToolException">The machine has no such program.</exception>
    /// <exception cref="CacheException">The system did not start it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program and what it started are dead.</exception>
    /// <exception cref="Exception">What the stream for its output threw; the program and what it started are dead.</exception>
    public async Task<ChildExit> RunAsync(ChildCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var child = await StartAsync(command);
        using var limit = new CancellationTokenSource(command.TimeLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await child.RunAsync(stop);
            return child.Exit(timeLimit: null);
        }
        catch (Exception failure)
        {
            await child.KillAsync(time);
            cancellationToken.ThrowIfCancellationRequested();
            if (failure is OperationCanceledException && limit.IsCancellationRequested)
            {
                return child.Exit(command.TimeLimit);
            }
            throw;
        }
    }

    private async Task<RunningChild> StartAsync(ChildCommand command)
    {
        var path = ProgramPath.Require(command.Program, command.Fix);
        var startInfo = new ProcessStartInfo
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        // Errors of the system come in English, so that they can be recognised.
        startInfo.Environment["LC_ALL"] = "C";
        DeathPact.Apply(startInfo, path);
        foreach (var argument in command.Arguments)
        {
            startInfo.ArgumentList.Add(argument);
        }
        try
        {
            var process = await StarterThread.StartAsync(startInfo);
            Interlocked.Increment(ref _started);
            return new RunningChild(process, command);
        }
        catch (Win32Exception error)
        {
            throw new CacheException($"Cannot start {path}: {error.Message}.", error);
        }
    }
}
