using System.CommandLine;
using System.Diagnostics;
using CacheActors.Cli.Output;
using CacheActors.Diagnostics;

namespace CacheActors.Cli.Verbs;

internal sealed class DoctorVerb : Verb
{
    private readonly Option<bool> _fix = new("--fix")
    {
        Description = "Run the commands that mend what is missing, then look again.",
    };

    public DoctorVerb()
        : base("doctor", "Tell what this machine has and lacks.") => Add(_fix);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var options = call.LoadOptions();
        var checks = await Doctor.CheckAsync(options, cancellationToken);
        if (call.Get(_fix) && await FixAsync(call.Terminal, checks, cancellationToken))
        {
            checks = await Doctor.CheckAsync(options, cancellationToken);
        }

        if (call.Json)
        {
            call.Terminal.WriteJson(
                new DoctorJson([.. checks.Select(c => new CheckJson(c.Name, c.Ok, c.Detail, c.Fix))]),
                Json.Default.DoctorJson
            );
        }
        else
        {
            Print(call.Terminal.Out, checks);
        }

        return checks.All(c => c.Ok) ? ExitCode.Done : ExitCode.Lacking;
    }

    private static void Print(TextWriter output, IReadOnlyList<DoctorCheck> checks)
    {
        foreach (var check in checks)
        {
            output.WriteLine($"{(check.Ok ? "ok  " : "FAIL")}  {check.Name, -12}  {check.Detail}");
            if (check.Fix is not null)
            {
                output.WriteLine($"      {"", -12}  fix: {check.Fix}");
            }
        }
    }

    /// <summary>Runs the fixes of the failed checks; true when there was one.</summary>
    private static async Task<bool> FixAsync(
        Terminal terminal,
        IReadOnlyList<DoctorCheck> checks,
        CancellationToken cancellationToken
    )
    {
        var tried = false;
        foreach (var check in checks)
        {
            if (check.Fix is not { } command)
            {
                continue;
            }

            terminal.Note($"cacheactors: running {command}");
            // Its output is for the person: stdout carries only our result.
            var start = new ProcessStartInfo("/bin/sh", ["-c", $"{command} 1>&2"]);
            using var process = Process.Start(start) ?? throw new InvalidOperationException("No shell.");
            await process.WaitForExitAsync(cancellationToken);
            tried = true;
            if (process.ExitCode != 0)
            {
                terminal.Note($"cacheactors: that command failed with exit code {process.ExitCode}.");
            }
        }

        return tried;
    }
}

internal sealed record DoctorJson(IReadOnlyList<CheckJson> Checks);

internal sealed record CheckJson(string Name, bool Ok, string Detail, string? Fix);
