using System.Text.Json;
using CacheActors.Reconciliation;

namespace CacheActors;

/// <summary>What a dry run said would be done: to be looked at, kept, and applied later.</summary>
/// <param name="MadeAt">When it was made, UTC.</param>
/// <param name="Deep">True when contents were read.</param>
/// <param name="Steps">What is to be corrected.</param>
public sealed record ReconciliationPlan(DateTimeOffset MadeAt, bool Deep, IReadOnlyList<Discrepancy> Steps)
{
    /// <summary>The plan of a dry run.</summary>
    public static ReconciliationPlan Of(ReconciliationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new ReconciliationPlan(report.EndedAt, report.Deep, report.Discrepancies);
    }

    /// <summary>Writes it as JSON, with the version of its form.</summary>
    public Task WriteAsync(Stream to, CancellationToken cancellationToken = default) =>
        JsonSerializer.SerializeAsync(to, PlanDocument.Of(this), PlanJson.Default.PlanDocument, cancellationToken);

    /// <summary>Reads what <see cref="WriteAsync"/> wrote.</summary>
    /// <param name="from">The JSON.</param>
    /// <param name="name">What to call it in an error, for example its path.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidPlanException">It is no plan, or one of a newer version.</exception>
    public static async Task<ReconciliationPlan> ReadAsync(
        Stream from,
        string name,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            var document = await JsonSerializer.DeserializeAsync(
                from,
                PlanJson.Default.PlanDocument,
                cancellationToken
            );
            return (document ?? throw new FormatException("it is empty")).ToPlan();
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new InvalidPlanException(
                $"{name} is no plan of reconciliation: {e.Message.TrimEnd('.')}. Make one with `cacheactors reconcile --dry-run --plan FILE`.",
                e
            );
        }
    }
}

/// <summary>A plan of reconciliation that cannot be read.</summary>
public sealed class InvalidPlanException(string message, Exception? innerException = null)
    : CacheException(message, innerException);
