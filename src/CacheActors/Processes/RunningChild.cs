using System.Diagnostics;

namespace CacheActors.Processes;

/// <summary>A program that was started: feeds it, listens to it, ends it.</summary>
internal sealed class RunningChild(Process process, ChildCommand command) : IDisposable
{
    private const int OutputBufferBytes = 32 * 1024;
    private static readonly TimeSpan TimeToDie = TimeSpan.FromSeconds(5);

    // Process.Dispose leaves the streams open that were asked for.
    private readonly Stream _input = process.StandardInput.BaseStream;
    private readonly Stream _output = process.StandardOutput.BaseStream;
    private readonly Stream _errors = process.StandardError.BaseStream;
    private readonly ErrorTail _tail = new();
    private long _outputBytes;

    /// <summary>Ends when the program has ended and said all it had to say, or when <paramref name="stop"/> is cancelled.</summary>
    /// <exception cref="OperationCanceledException">Stopped before.</exception>
    /// <exception cref="Exception">What the stream for its output threw.</exception>
    public async Task RunAsync(CancellationTokenSource stop)
    {
        Task[] tasks =
        [
            WriteInputAsync(stop.Token),
            CopyOutputAsync(stop.Token),
            _tail.ReadAsync(_errors, stop.Token),
            process.WaitForExitAsync(stop.Token),
        ];
        // The first that fails stops the others: they would wait for one another for ever.
        await foreach (var task in Task.WhenEach(tasks))
        {
            if (!task.IsCompletedSuccessfully)
            {
                await stop.CancelAsync();
            }
        }
        await Task.WhenAll(tasks);
    }

    /// <summary>Kills it and all it has started, and waits for their end.</summary>
    public async Task KillAsync(TimeProvider time)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself in the meantime.
        }
        await process.WaitForExitAsync(CancellationToken.None);

        // What it has started is nobody's child now. But its streams end only when all are dead that have them.
        using var patience = new CancellationTokenSource(TimeToDie, time);
        try
        {
            await _tail.ReadAsync(_errors, patience.Token);
            await _output.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Something got away that had left the tree before; it is no child of ours.
        }
    }

    /// <summary>How it ended.</summary>
    public ChildExit Exit(TimeSpan? timeLimit) =>
        new(Path.GetFileName(command.Program), process.ExitCode, timeLimit, _outputBytes, _tail.Lines);

    /// <inheritdoc/>
    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
        _errors.Dispose();
        process.Dispose();
    }

    private async Task WriteInputAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using (_input)
            {
                await _input.WriteAsync(command.Input, cancellationToken);
            }
        }
        catch (IOException)
        {
            // It ended, or closed its input, without reading everything: its exit tells whether that is a failure.
        }
    }

    private async Task CopyOutputAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[OutputBufferBytes];
        int read;
        while ((read = await _output.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await command.Output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            _outputBytes += read;
        }
    }
}
