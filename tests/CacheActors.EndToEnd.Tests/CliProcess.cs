using System.Diagnostics;
using System.Text;

namespace CacheActors.EndToEnd.Tests;

/// <summary>One process of the built command line, or of a sample app, started as a user starts it.</summary>
internal sealed class CliProcess : IDisposable
{
    /// <summary>Far longer than any test's work; a process that needs it hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private readonly StringBuilder _errorSoFar = new();

    private CliProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = ReadErrorAsync();
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "CacheActors.Cli.dll");

    public int Id => _process.Id;

    /// <summary>Runs it to its end.</summary>
    public static Task<CliResult> RunAsync(params string[] arguments) => RunAsync(environment: null, arguments);

    /// <inheritdoc cref="RunAsync(string[])"/>
    /// <param name="environment">Variables set (or with null: removed) for this process.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<CliResult> RunAsync(
        IReadOnlyDictionary<string, string?>? environment,
        params string[] arguments
    )
    {
        using var process = Start(environment, arguments);
        return await process.WaitAsync();
    }

    /// <summary>Starts it and leaves it running.</summary>
    public static CliProcess Start(params string[] arguments) => Start(environment: null, arguments);

    /// <inheritdoc cref="Start(string[])"/>
    public static CliProcess Start(IReadOnlyDictionary<string, string?>? environment, params string[] arguments) =>
        Start(Program, workingFolder: "", environment, arguments);

    /// <summary>Starts a sample app. What it logs goes to stderr.</summary>
    public static CliProcess StartSample(string name, string workingFolder, params string[] arguments) =>
        Start(
            Path.Combine(Repository.OutputOf("samples", name), $"{name}.dll"),
            workingFolder,
            new Dictionary<string, string?> { ["Logging__Console__LogToStandardErrorThreshold"] = "Trace" },
            arguments
        );

    private static CliProcess Start(
        string program,
        string workingFolder,
        IReadOnlyDictionary<string, string?>? environment,
        string[] arguments
    )
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.StandardInput.Close();
        return new CliProcess(process);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<CliResult> WaitAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException hangs)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The process did not end within {Limit}: {await _error}", hangs);
        }

        return new CliResult(_process.ExitCode, await _output, await _error);
    }

    /// <summary>Waits until stderr holds this text.</summary>
    /// <returns>What follows it on its line.</returns>
    public async Task<string> WaitForErrorAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!ErrorSoFar.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || limit.IsCancellationRequested)
            {
                throw new InvalidOperationException($"The process did not write '{text}' but: {ErrorSoFar}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        return ErrorSoFar.Split(text)[1].Split('\n')[0].Trim();
    }

    /// <summary>kill -9, as a power cut does it to a process.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal, for example INT or TERM.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private string ErrorSoFar
    {
        get
        {
            lock (_errorSoFar)
            {
                return _errorSoFar.ToString();
            }
        }
    }

    private async Task<string> ReadErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errorSoFar)
            {
                _errorSoFar.AppendLine(line);
            }
        }

        return ErrorSoFar;
    }
}
