namespace CacheActors.Cli.Output;

/// <summary>Prints what a reconciliation found and did.</summary>
internal static class ReconciliationPrinter
{
    public static void Print(Call call, ReconciliationReport report)
    {
        foreach (var failure in report.Failures)
        {
            call.Terminal.Note($"cacheactors: {failure.Path ?? failure.Key?.Value}: {failure.Reason}");
        }
        foreach (var skipped in report.Skipped)
        {
            call.Terminal.Note($"cacheactors: skipped {skipped.Step.Path}: now {skipped.Why}");
        }
        if (call.Json)
        {
            call.Terminal.WriteJson(ReconcileJson.Of(report), Json.Default.ReconcileJson);
            return;
        }
        foreach (var found in report.Discrepancies)
        {
            call.Terminal.Out.WriteLine($"{Names.Of(found.Kind)}: {found.Path}");
            call.Terminal.Out.WriteLine($"  {found.Detail}");
            call.Terminal.Out.WriteLine(
                found.FixedAt is not null ? $"  {found.Remedy}"
                : report.DryRun ? $"  would be: {found.Remedy}"
                : $"  not corrected: {found.Remedy}"
            );
        }
        call.Terminal.Out.WriteLine($"{report.Summary}; {Units.Duration(report.Elapsed)}.");
    }
}

/// <summary>What <c>reconcile</c> prints.</summary>
internal sealed record ReconcileJson(
    long FilesScanned,
    long EntriesScanned,
    int Found,
    int Fixed,
    IReadOnlyList<DiscrepancyJson> Discrepancies,
    double Seconds,
    string Summary,
    bool DryRun,
    bool Deep,
    string BatchId,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    IReadOnlyList<ReconcileFailureJson> Failures,
    IReadOnlyList<SkippedStepJson> Skipped,
    int Expired
)
{
    public static ReconcileJson Of(ReconciliationReport report) =>
        new(
            report.FilesScanned,
            report.EntriesScanned,
            report.Found,
            report.Fixed,
            [.. report.Discrepancies.Select(DiscrepancyJson.Of)],
            Json.Seconds(report.Elapsed),
            report.Summary,
            report.DryRun,
            report.Deep,
            report.BatchId,
            report.StartedAt,
            report.EndedAt,
            [.. report.Failures.Select(f => new ReconcileFailureJson(f.Key?.Value, f.Path, f.Reason))],
            [
                .. report.Skipped.Select(s => new SkippedStepJson(
                    Names.Of(s.Step.Kind),
                    s.Step.Key?.Value,
                    s.Step.Path,
                    s.Why
                )),
            ],
            report.Expired
        );
}

internal sealed record DiscrepancyJson(
    string Kind,
    string? Key,
    string Path,
    string Detail,
    string Remedy,
    DateTimeOffset DetectedAt,
    DateTimeOffset? FixedAt
)
{
    public static DiscrepancyJson Of(Discrepancy found) =>
        new(
            Names.Of(found.Kind),
            found.Key?.Value,
            found.Path,
            found.Detail,
            found.Remedy,
            found.DetectedAt,
            found.FixedAt
        );
}

internal sealed record ReconcileFailureJson(string? Key, string? Path, string Reason);

internal sealed record SkippedStepJson(string Kind, string? Key, string Path, string Why);
