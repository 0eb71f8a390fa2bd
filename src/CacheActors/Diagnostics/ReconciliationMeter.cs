using System.Diagnostics.Metrics;
using CacheActors.Domain.Reconciliation;
using CacheActors.Reconciliation;

namespace CacheActors.Diagnostics;

/// <summary>The numbers of reconciliation, in the meter of the cache.</summary>
internal sealed class ReconciliationMeter(Meter meter)
{
    private readonly Histogram<double> _duration = meter.CreateHistogram<double>(
        "cacheactors.reconciliation.duration",
        "s",
        "One run of reconciliation."
    );

    private readonly Counter<long> _scanned = meter.CreateCounter<long>(
        "cacheactors.reconciliation.scanned",
        "{file}",
        "Files that were looked at."
    );

    private readonly Counter<long> _found = meter.CreateCounter<long>(
        "cacheactors.reconciliation.found",
        "{difference}",
        "Differences between journal and disk, by kind."
    );

    private readonly Counter<long> _fixed = meter.CreateCounter<long>(
        "cacheactors.reconciliation.fixed",
        "{difference}",
        "Differences that were put right."
    );

    private readonly Counter<long> _alerts = meter.CreateCounter<long>(
        "cacheactors.reconciliation.alerts",
        "{alert}",
        "Alerts, by kind."
    );

    private readonly Counter<long> _postponed = meter.CreateCounter<long>(
        "cacheactors.reconciliation.postponed",
        "{run}",
        "Runs that were due while the host was busy, counted at each try."
    );

    /// <summary>Shows how much of the content was verified, whenever somebody collects.</summary>
    /// <param name="oldestAge">How long the file that waits longest has not been verified; null: no file waits.</param>
    /// <param name="share">Share of the files that were verified within the time they should be; null: not known.</param>
    public void Observe(Func<TimeSpan?> oldestAge, Func<double?> share)
    {
        meter.CreateObservableGauge(
            "cacheactors.reconciliation.unverified.age",
            () =>
                oldestAge() is { } age
                    ? [new Measurement<double>(age.TotalSeconds)]
                    : Array.Empty<Measurement<double>>(),
            "s",
            "How long the file that waits longest has not been verified."
        );
        meter.CreateObservableGauge(
            "cacheactors.reconciliation.verified.share",
            () => share() is { } part ? [new Measurement<double>(part)] : Array.Empty<Measurement<double>>(),
            "1",
            "Share of the files that were verified within the time they should be."
        );
    }

    public void Ended(RunFigures run)
    {
        _duration.Record(run.Duration.TotalSeconds, Tag("mode", run.Reading is null ? "metadata" : "deep"));
        _scanned.Add(run.Files);
        _fixed.Add(run.Fixed);
        foreach (var (kind, count) in run.Found)
        {
            _found.Add(count, Tag("kind", kind.Word()));
        }
    }

    public void Alert(ReconciliationAlertKind kind) => _alerts.Add(1, Tag("kind", kind.Word()));

    public void Postponed() => _postponed.Add(1);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
