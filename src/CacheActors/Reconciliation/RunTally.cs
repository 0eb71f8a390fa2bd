using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;

namespace CacheActors.Reconciliation;

/// <summary>What a run has found and done so far. Thread-safe.</summary>
internal sealed class RunTally(
    string batchId,
    RunRequest request,
    DateTimeOffset startedAt,
    IProgress<ReconciliationProgress>? progress
)
{
    private readonly Lock _gate = new();
    private readonly List<Discrepancy> _discrepancies = [];
    private readonly List<ReconciliationFailure> _failures = [];
    private readonly List<SkippedStep> _skipped = [];
    private long _files;
    private long _entries;
    private int _fixed;
    private ReconciliationStage _stage;
    private int _done;
    private int _total;

    /// <summary>Files deleted from the quarantine.</summary>
    public int Expired { get; set; }

    /// <summary>So many were looked at in all.</summary>
    public void Scanned(long files, long entries)
    {
        lock (_gate)
        {
            (_files, _entries) = (files, entries);
        }
    }

    /// <summary>A stage begins, or has got so far.</summary>
    public void At(ReconciliationStage stage, int done, int total)
    {
        lock (_gate)
        {
            (_stage, _done, _total) = (stage, done, total);
            Tell();
        }
    }

    /// <summary>One more of the stage is done.</summary>
    public void Step()
    {
        lock (_gate)
        {
            _done++;
            Tell();
        }
    }

    public void Add(Discrepancy discrepancy)
    {
        lock (_gate)
        {
            _discrepancies.Add(discrepancy);
            _fixed += discrepancy.FixedAt is null ? 0 : 1;
        }
    }

    public void Fail(EntryKey? key, string? path, Exception cause)
    {
        lock (_gate)
        {
            _failures.Add(new ReconciliationFailure(key, path, cause.Message));
        }
    }

    public void Skip(Discrepancy step, string why)
    {
        lock (_gate)
        {
            _skipped.Add(new SkippedStep(step, why));
        }
    }

    public ReconciliationReport Report(DateTimeOffset endedAt)
    {
        lock (_gate)
        {
            return new ReconciliationReport(
                batchId,
                request.DryRun,
                request.Deep,
                startedAt,
                endedAt,
                _files,
                _entries,
                [.. _discrepancies.OrderBy(found => found.Path, StringComparer.Ordinal)],
                [.. _failures.OrderBy(failure => failure.Path ?? failure.Key?.Value, StringComparer.Ordinal)],
                [.. _skipped.OrderBy(skipped => skipped.Step.Path, StringComparer.Ordinal)],
                Expired
            );
        }
    }

    public ReconciliationEvent.RunFinished Finished(RunOutcome outcome, DateTimeOffset at)
    {
        lock (_gate)
        {
            return new ReconciliationEvent.RunFinished(
                batchId,
                outcome,
                _files,
                _entries,
                _discrepancies.Count,
                _fixed,
                _failures.Count,
                Expired,
                startedAt,
                at
            );
        }
    }

    private void Tell() =>
        progress?.Report(
            new ReconciliationProgress(_stage, _done, _total, _files, _entries, _discrepancies.Count, _fixed)
        );
}
