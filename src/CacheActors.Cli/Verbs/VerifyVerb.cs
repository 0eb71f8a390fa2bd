using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class VerifyVerb : Verb
{
    private readonly Option<bool> _deep = new("--deep") { Description = "Read every file and compare its SHA-256." };

    private readonly Option<string?> _seal = new("--seal")
    {
        Description =
            "A seal that `verify` printed earlier and that was kept elsewhere: it must be in the chain, so nothing before it was changed since.",
        HelpName = "HEX",
    };

    public VerifyVerb()
        : base("verify", "Check the journal against its seal, and histories, views and files against the journal.")
    {
        _seal.Validators.Add(result =>
        {
            var seal = result.Tokens[0].Value;
            if (seal.Length != 64 || !seal.All(char.IsAsciiHexDigit))
            {
                result.AddError($"'{seal}' is no seal: it has 64 hex digits, as `verify` prints them.");
            }
        });
        Add(_deep);
        Add(_seal);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        using var audit = CacheAudit.Open(call.LoadOptions());
        var display = new StageDisplay(call.Terminal, call.Time);
        var stage = display.Begin("Verify");
        var request = new VerifyRequest { Deep = call.Get(_deep), KnownSeal = call.Get(_seal) };
        var report = await display.RunAsync(() =>
            audit.VerifyAsync(request, new StageProgress(stage), cancellationToken)
        );
        if (call.Json)
        {
            call.Terminal.WriteJson(ToJson(report), Json.Default.VerifyJson);
        }
        else
        {
            Print(call.Terminal, report);
        }
        return report.Problems.Count == 0 ? ExitCode.Done : ExitCode.Differences;
    }

    private static void Print(Terminal terminal, VerifyReport report)
    {
        if (report.Problems.Count > 0)
        {
            var table = new Table("Problem", "Of", "Detail");
            foreach (var problem in report.Problems)
            {
                table.Add(problem.Kind, problem.Key, problem.Detail);
            }
            table.WriteTo(terminal);
        }
        terminal.Out.WriteLine(
            $"Checked {Units.Count(report.Events, "event")} of {report.Entries} entries and {Units.Count(report.Files, "file")}: {(report.Problems.Count == 0 ? "no problems" : Units.Count(report.Problems.Count, "problem"))}."
        );
        if (report.Seal is { } seal)
        {
            terminal.Out.WriteLine(
                $"Seal: {seal.Head} ({Units.Count(seal.SealedEvents, "event")} sealed, {seal.UnsealedEvents} not yet)."
            );
        }
    }

    private static VerifyJson ToJson(VerifyReport report) =>
        new(
            report.Events,
            report.Entries,
            report.Files,
            [.. report.Problems.Select(p => new ProblemJson(p.Kind, p.Key, p.Detail))],
            report.Seal is { } seal ? new SealJson(seal.Head, seal.SealedEvents, seal.UnsealedEvents, seal.Since) : null
        );

    private sealed class StageProgress(Stage stage) : IProgress<VerifyProgress>
    {
        // Journal and histories are gone through once each, and the views' replay is the third time.
        public void Report(VerifyProgress value)
        {
            var before = value.Stage switch
            {
                "seal" => 0,
                "histories" => 100,
                _ => 200,
            };
            stage.Report(before + (int)(value.Done * 100 / Math.Max(1, value.Total)), 300);
        }
    }
}

/// <summary>What <c>verify</c> prints.</summary>
internal sealed record VerifyJson(
    long Events,
    long Entries,
    long Files,
    IReadOnlyList<ProblemJson> Problems,
    SealJson? Seal
);

internal sealed record ProblemJson(string Kind, string Key, string Detail);

internal sealed record SealJson(string? Head, long Sealed, long Unsealed, DateTimeOffset Since);
