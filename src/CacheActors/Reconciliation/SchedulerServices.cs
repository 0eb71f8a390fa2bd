using Akka.Actor;
using CacheActors.Diagnostics;
using CacheActors.Hosting;

namespace CacheActors.Reconciliation;

/// <summary>What the scheduler works with.</summary>
/// <param name="Options">The settings.</param>
/// <param name="Time">The clock, and the local time zone.</param>
/// <param name="Meter">Counts what was postponed.</param>
/// <param name="LastRun">When the last run began, UTC; null: there was none.</param>
/// <param name="Activity">Whether the host is busy.</param>
/// <param name="Run">Does a run; ends with it.</param>
/// <param name="DueAtStart">True when the folder was not found as it was left.</param>
internal sealed record SchedulerServices(
    ReconciliationOptions Options,
    TimeProvider Time,
    ReconciliationMeter Meter,
    Func<Task<DateTimeOffset?>> LastRun,
    IHostActivity Activity,
    Func<AutomaticRun, Task> Run,
    bool DueAtStart
)
{
    /// <summary>Those of an open cache.</summary>
    public static SchedulerServices Of(CacheServices services, IActorRef reconciliation) =>
        new(
            services.Options.Reconciliation,
            services.Time,
            services.Meter.Reconciliation,
            async () => await services.Io.RunAsync(() => services.Reconciliation.Memory.LastRun),
            services.Reconciliation.Activity,
            run =>
                reconciliation.Ask<ReconciliationReport>(
                    new Reconciler.Reconcile(Guid.NewGuid(), RunRequest.Of(run), Progress: null),
                    CancellationToken.None
                ),
            DueAtStart: !services.Reconciliation.Watch.Agrees
        );
}
