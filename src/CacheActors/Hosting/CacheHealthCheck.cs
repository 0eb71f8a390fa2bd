using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CacheActors.Hosting;

/// <summary>Tells a host's health checks how its cache is doing.</summary>
internal sealed class CacheHealthCheck(HostedCache cache) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var failed = context.Registration.FailureStatus;
        if (cache.Current is not { } open)
        {
            return new HealthCheckResult(failed, "The cache is not open.");
        }

        var health = await open.CheckHealthAsync(cancellationToken);
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["journalWritable"] = health.JournalFault is null,
            ["viewsBehindEvents"] = health.EventsBehind,
            ["freeDiskBytes"] = health.FreeDiskBytes,
            ["warnFreeDiskBytes"] = health.WarnFreeDiskBytes,
            ["usedBytes"] = health.UsedBytes,
            ["budgetBytes"] = health.BudgetBytes,
        };
        if (health.JournalFault is { } fault)
        {
            return new HealthCheckResult(failed, $"The journal cannot be written: {fault}", data: data);
        }

        var warnings = string.Join("; ", health.Warnings());
        return warnings.Length == 0
            ? HealthCheckResult.Healthy("The cache works.", data)
            : HealthCheckResult.Degraded($"The cache works, but {warnings}.", data: data);
    }
}
