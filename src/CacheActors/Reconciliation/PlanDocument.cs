using System.Text.Json.Serialization;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;

namespace CacheActors.Reconciliation;

/// <summary>A plan as JSON. Names are its form: add, never rename; a change of meaning raises the version.</summary>
internal sealed record PlanDocument(
    string? Format,
    int Version,
    DateTimeOffset MadeAt,
    bool Deep,
    IReadOnlyList<PlanDocument.Step>? Steps
)
{
    private const string FormatName = "cacheactors-reconciliation-plan";
    private const int NewestVersion = 1;

    public static PlanDocument Of(ReconciliationPlan plan) =>
        new(
            FormatName,
            NewestVersion,
            plan.MadeAt,
            plan.Deep,
            [
                .. plan.Steps.Select(step => new Step(
                    step.Kind.Word(),
                    step.Key?.Value,
                    step.Path,
                    step.Detail,
                    step.Remedy,
                    step.DetectedAt
                )),
            ]
        );

    /// <exception cref="FormatException">It is no plan, or one of a newer version.</exception>
    public ReconciliationPlan ToPlan()
    {
        if (Format != FormatName)
        {
            throw new FormatException($"its format is not {FormatName}");
        }
        if (Version != NewestVersion)
        {
            throw new FormatException($"its version is {Version}, and this program knows {NewestVersion}");
        }
        return new ReconciliationPlan(MadeAt, Deep, [.. (Steps ?? []).Select(step => step.ToDiscrepancy())]);
    }

    internal sealed record Step(
        string? Kind,
        string? Key,
        string? Path,
        string? Detail,
        string? Remedy,
        DateTimeOffset DetectedAt
    )
    {
        public Discrepancy ToDiscrepancy() =>
            Enum.TryParse<DiscrepancyKind>(Kind, ignoreCase: true, out var kind)
            && kind.Word() == Kind
            && Path is { Length: > 0 }
                ? new Discrepancy(
                    kind,
                    Key is null ? null : EntryKey.Parse(Key),
                    Path,
                    Detail ?? "",
                    DetectedAt,
                    FixedAt: null,
                    Remedy ?? ""
                )
                : throw new FormatException($"it has a step of the unknown kind '{Kind}', or without a path");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class PlanJson : JsonSerializerContext;
