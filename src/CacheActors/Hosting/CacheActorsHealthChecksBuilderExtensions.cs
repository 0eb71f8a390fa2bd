using CacheActors.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of the cache to a host's health checks.</summary>
public static class CacheActorsHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of the cache that <c>AddCacheActors</c> added. Unhealthy: it is not open, or its journal cannot be written.
    /// Degraded: the views are behind the journal, the disk has less free than <c>budget.warn-free-disk</c>, or the cache is
    /// over its budget, or full and nothing may be evicted. The numbers are in the data: <c>journalWritable</c>,
    /// <c>viewsBehindEvents</c>, <c>freeDiskBytes</c>, <c>warnFreeDiskBytes</c>, <c>usedBytes</c>, <c>budgetBytes</c>.
    /// </summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What counts as the status when the check fails; null: unhealthy.</param>
    /// <param name="tags">Tags to choose checks by; null for none.</param>
    /// <param name="timeout">How long the check may take; null for any time.</param>
    public static IHealthChecksBuilder AddCacheActors(
        this IHealthChecksBuilder builder,
        string name = "cacheactors",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<CacheHealthCheck>(name, failureStatus, tags ?? [], timeout ?? Timeout.InfiniteTimeSpan);
    }
}
