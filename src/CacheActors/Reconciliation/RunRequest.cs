using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;

namespace CacheActors.Reconciliation;

/// <summary>What a run is to do.</summary>
/// <param name="Mode">What it looks at.</param>
/// <param name="DryRun">Only look.</param>
/// <param name="Deep">Read contents.</param>
/// <param name="Key">The entry, of a run of one.</param>
/// <param name="Steps">The plan's, of a run of a plan.</param>
/// <param name="VerifyNotSince">Of a deep one: reads only what was not verified since this moment; null: everything.</param>
internal sealed record RunRequest(
    RunMode Mode,
    bool DryRun,
    bool Deep,
    EntryKey? Key = null,
    IReadOnlyList<Discrepancy>? Steps = null,
    DateTimeOffset? VerifyNotSince = null
)
{
    public static RunRequest Of(ReconciliationRequest request) =>
        new(request.Key is null ? RunMode.All : RunMode.Entry, request.DryRun, request.Deep, request.Key);

    public static RunRequest Of(AutomaticRun run) =>
        new(RunMode.All, DryRun: false, Deep: run.VerifyNotSince is not null, VerifyNotSince: run.VerifyNotSince);

    public static RunRequest Of(ReconciliationPlan plan) =>
        new(
            RunMode.Plan,
            DryRun: false,
            plan.Deep,
            Steps: [.. plan.Steps.DistinctBy(step => step.Path, StringComparer.Ordinal)]
        );
}
