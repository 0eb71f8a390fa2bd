using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Domain.Reconciliation;
using CacheActors.Files;

namespace CacheActors.Reconciliation;

/// <summary>
/// Follows the runs of one cache that look at all of it and correct what they find (no dry runs, no single entries): their
/// numbers, alerts, when the last one was, and whether files and journal are known to agree. Thread-safe.
/// </summary>
/// <param name="folder">The cache.</param>
/// <param name="options">The settings.</param>
/// <param name="memory">Keeps when the last run was, and what was verified.</param>
/// <param name="io">Runs the calls of the memory.</param>
/// <param name="meter">Counts.</param>
/// <param name="time">The clock.</param>
/// <param name="system">Whose log and event stream get the alerts.</param>
/// <param name="asLeft">True when the folder is as it was left, and was right then.</param>
internal sealed class ReconciliationWatch(
    CacheFolder folder,
    ReconciliationOptions options,
    VerificationMemory memory,
    IoPool io,
    ReconciliationMeter meter,
    TimeProvider time,
    ActorSystem system,
    bool asLeft
)
{
    private readonly ILoggingAdapter _log = Logging.GetLogger(
        system,
        typeof(ReconciliationWatch),
        NamedTemplates.Formatter
    );
    private volatile bool _agrees = asLeft;

    /// <summary>True when nothing is known to be wrong: the folder was found as it was left, or a run has put it right since.</summary>
    public bool Agrees => _agrees;

    /// <summary>A run came to its end.</summary>
    /// <param name="run">What it came to.</param>
    /// <param name="begunAt">When it began, UTC.</param>
    public async Task EndedAsync(RunFigures run, DateTimeOffset begunAt)
    {
        _agrees |= run.IsAllRight;
        meter.Ended(run);
        var limits = new AlertLimits(options.AlertOrphansPercent, options.AlertGhosts, options.AlertDuration);
        foreach (var (kind, message) in AlertRules.Judge(run, limits))
        {
            Raise(kind, message, null);
        }
        await RememberAsync(begunAt, hasRead: run.Reading is not null);
    }

    /// <summary>A run failed; one that was cancelled did not.</summary>
    /// <param name="failure">How.</param>
    /// <param name="begunAt">When it began, UTC.</param>
    public async Task FailedAsync(Exception failure, DateTimeOffset begunAt)
    {
        Raise(ReconciliationAlertKind.FailedRun, $"the run failed: {failure.Message}", failure);
        await RememberAsync(begunAt, hasRead: false);
    }

    private void Raise(ReconciliationAlertKind kind, string message, Exception? cause)
    {
        meter.Alert(kind);
        _log.Warning(cause, "Reconciliation of {Folder}: {Alert}: {Message}", folder.Root, kind, message);
        system.EventStream.Publish(new ReconciliationAlert(kind, message, folder.Root, time.GetUtcNow()));
    }

    private async Task RememberAsync(DateTimeOffset begunAt, bool hasRead)
    {
        try
        {
            await io.RunAsync(() =>
            {
                memory.LastRun = begunAt;
                // Of a million entries that takes seconds; a run that reads nothing has no use for it.
                if (hasRead)
                {
                    memory.Follow();
                }
            });
        }
        catch (CacheException e)
        {
            _log.Warning(
                e,
                "When {Folder} was reconciled last cannot be noted: after a restart it is done again",
                folder.Root
            );
        }
    }
}
