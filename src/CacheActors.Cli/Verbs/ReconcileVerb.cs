using System.CommandLine;
using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Verbs;

internal sealed class ReconcileVerb : Verb
{
    private readonly Argument<EntryKey?> _key = KeyArgument.Optional();

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Only look: change nothing, and exit with 3 when something differs.",
    };

    private readonly Option<bool> _deep = new("--deep")
    {
        Description = "Read the content of every file too, not only names and sizes.",
    };

    private readonly Option<string?> _plan = new("--plan")
    {
        Description = "Write what would be done to this file; a dry run.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _apply = new("--apply")
    {
        Description = "Do what the plan in this file says, and nothing else; what is not as it was then is skipped.",
        HelpName = "FILE",
    };

    public ReconcileVerb()
        : base(
            "reconcile",
            "Compare the files with the journal, all or one entry's, and correct what differs. Nothing is deleted: see `quarantine`."
        )
    {
        Add(_key);
        Add(_dryRun);
        Add(_deep);
        Add(_plan);
        Add(_apply);
        Validators.Add(result =>
        {
            if (
                result.GetValue(_apply) is not null
                && (
                    result.GetValue(_key) is not null
                    || result.GetValue(_dryRun)
                    || result.GetValue(_deep)
                    || result.GetValue(_plan) is not null
                )
            )
            {
                result.AddError("--apply does what its plan says: it goes with no other option and no key.");
            }
        });
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var plan = call.Get(_apply) is { } file ? await ReadPlanAsync(file, cancellationToken) : null;
        await using var cache = await call.OpenAsync(cancellationToken);
        var display = new StageDisplay(call.Terminal, call.Time);
        var progress = new ReconciliationStages(display);
        var report = await display.RunAsync(() =>
            plan is null
                ? cache.ReconcileAsync(Request(call), progress, cancellationToken)
                : cache.ApplyAsync(plan, progress, cancellationToken)
        );
        if (call.Get(_plan) is { } planFile)
        {
            await WritePlanAsync(planFile, ReconciliationPlan.Of(report), cancellationToken);
        }
        ReconciliationPrinter.Print(call, report);
        return ExitCodeOf(report);
    }

    private ReconciliationRequest Request(Call call) =>
        new()
        {
            Key = call.Find(_key),
            DryRun = call.Get(_dryRun) || call.Get(_plan) is not null,
            Deep = call.Get(_deep),
        };

    private static int ExitCodeOf(ReconciliationReport report) =>
        report.Failures.Count > 0 || report.Skipped.Count > 0 ? ExitCode.Failed
        : report.DryRun ? (report.Found > 0 ? ExitCode.Differences : ExitCode.Done)
        : report.Fixed < report.Found ? ExitCode.Failed
        : ExitCode.Done;

    private static async Task<ReconciliationPlan> ReadPlanAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            return await ReconciliationPlan.ReadAsync(stream, file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The plan {file} cannot be read: {e.Message}");
        }
    }

    private static async Task WritePlanAsync(string file, ReconciliationPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.Create(file);
            await plan.WriteAsync(stream, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The plan cannot be written to {file}: {e.Message}");
        }
    }
}
