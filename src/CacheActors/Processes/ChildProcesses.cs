using System.ComponentModel;
using System.Diagnostics;

namespace CacheActors.Processes;

/// <summary>Runs programs to their end. They do not outlive this process, nor the call that runs them.</summary>
internal sealed class ChildProcesses(TimeProvider time)
{
    private const int OutputBufferBytes = 32 * 1024;

    private long _started;

    /// <summary>How many were started through this instance.</summary>
    public long Started => Interlocked.Read(ref _started);

    /// <summary>Runs a program. Using up its time limit is one way to end; the exit says so.</summary>
    /// <exception cref="MissingToolException">The machine has no such program.</exception>
    /// <exception cref="CacheException">The system did not start it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program and what it started are dead.</exception>
    public async Task<ChildExit> RunAsync(ChildCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Process child = await StartAsync(command);
        using StreamReader output = child.StandardOutput;
        using StreamReader error = child.StandardError;
        using var limit = new CancellationTokenSource(command.TimeLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            limit.Token
        );
        var tail = new ErrorTail();
        long outputBytes = 0;
        try
        {
            await AllOrStopAsync(
                stop,
                WriteAsync(child.StandardInput.BaseStream, command.Input, stop.Token),
                CopyOutputAsync(),
                tail.ReadAsync(error.BaseStream, stop.Token),
                child.WaitForExitAsync(stop.Token)
            );
            return Exit(timeLimit: null);
        }
        catch (Exception failure)
        {
            await KillAsync(child);
            cancellationToken.ThrowIfCancellationRequested();
            if (failure is OperationCanceledException && limit.IsCancellationRequested)
            {
                return Exit(command.TimeLimit);
            }
            throw;
        }

        async Task CopyOutputAsync()
        {
            byte[] buffer = new byte[OutputBufferBytes];
            int read;
            while ((read = await output.BaseStream.ReadAsync(buffer, stop.Token)) > 0)
            {
                await command.Output.WriteAsync(buffer.AsMemory(0, read), stop.Token);
                outputBytes += read;
            }
        }

        ChildExit Exit(TimeSpan? timeLimit) =>
            new(
                Path.GetFileName(command.Program),
                child.ExitCode,
                timeLimit,
                outputBytes,
                tail.Lines
            );
    }

    private async Task<Process> StartAsync(ChildCommand command)
    {
        string path =
            ProgramPath.Find(command.Program)
            ?? throw new MissingToolException(command.Program, command.Fix);
        var startInfo = new ProcessStartInfo
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        // System errors come in English, so that they can be recognised.
        startInfo.Environment["LC_ALL"] = "C";
        DeathPact.Apply(startInfo, path);
        foreach (string argument in command.Arguments)
        {
            startInfo.ArgumentList.Add(argument);
        }
        try
        {
            Process child = await StarterThread.StartAsync(startInfo);
            Interlocked.Increment(ref _started);
            return child;
        }
        catch (Win32Exception error)
        {
            throw new CacheException($"Cannot start {path}: {error.Message}.", error);
        }
    }

    private static async Task WriteAsync(
        Stream input,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using (input)
            {
                await input.WriteAsync(bytes, cancellationToken);
            }
        }
        catch (IOException)
        {
            // It ended, or closed its input, without reading everything: its exit tells whether that is a failure.
        }
    }

    /// <summary>Waits for all; the first that fails stops the others, which would wait for one another for ever.</summary>
    private static async Task AllOrStopAsync(CancellationTokenSource stop, params Task[] tasks)
    {
        await foreach (Task task in Task.WhenEach(tasks))
        {
            if (!task.IsCompletedSuccessfully)
            {
                await stop.CancelAsync();
            }
        }
        await Task.WhenAll(tasks);
    }

    private static async Task KillAsync(Process child)
    {
        try
        {
            child.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself in the meantime.
        }
        await child.WaitForExitAsync(CancellationToken.None);
    }
}
