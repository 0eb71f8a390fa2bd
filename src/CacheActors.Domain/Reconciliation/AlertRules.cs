namespace CacheActors.Domain.Reconciliation;

/// <summary>Which alerts a run raises.</summary>
public static class AlertRules
{
    /// <summary>The alerts, each with a sentence for a person.</summary>
    public static IEnumerable<(ReconciliationAlertKind Kind, string Message)> Judge(RunFigures run, AlertLimits limits)
    {
        var orphans = run.Of(DiscrepancyKind.OrphanedFile);
        if (orphans * 100 > limits.OrphansPercent * run.Entries)
        {
            yield return (
                ReconciliationAlertKind.ManyOrphans,
                $"{orphans} files of no entry beside {run.Entries} entries, more than {limits.OrphansPercent} %: "
                    + "something else writes to the cache folder, or its journal was replaced"
            );
        }
        var ghosts = run.Of(DiscrepancyKind.GhostEntry);
        if (ghosts > limits.Ghosts)
        {
            yield return (
                ReconciliationAlertKind.ManyGhosts,
                $"{ghosts} entries had lost their file, more than {limits.Ghosts}: something else deletes in the cache folder"
            );
        }
        // How long reading takes is a matter of the bytes there are and of its rate limit.
        var duration = run.Duration - (run.Reading ?? TimeSpan.Zero);
        if (duration > limits.Duration)
        {
            yield return (
                ReconciliationAlertKind.SlowRun,
                $"the run took {Seconds(duration)} s, more than {Seconds(limits.Duration)} s: the disk is slow or busy"
            );
        }
    }

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
