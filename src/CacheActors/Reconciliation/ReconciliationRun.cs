using System.Collections.Concurrent;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Hosting;

namespace CacheActors.Reconciliation;

/// <summary>
/// One run: what looks wrong is found, then the entries look at it themselves and correct it, several at a time, then what
/// no entry has goes into quarantine.
/// </summary>
internal sealed class ReconciliationRun
{
    private readonly ReconciliationContext _context;
    private readonly RunRequest _request;
    private readonly CacheServices _services;
    private readonly string _batchId = CacheTrace.Correlation();
    private readonly RunTally _tally;
    private readonly StrayFiles _strays;
    private readonly ViewFaults _viewFaults;
    private readonly Pace _pace;
    private readonly SuspicionSearch _search;
    private bool _isRecorded;

    public ReconciliationRun(
        ReconciliationContext context,
        RunRequest request,
        IProgress<ReconciliationProgress>? progress
    )
    {
        _context = context;
        _request = request;
        _services = context.Services;
        _tally = new RunTally(_batchId, request, _services.Time.GetUtcNow(), progress);
        _strays = new StrayFiles(context, _batchId);
        _viewFaults = new ViewFaults(context);
        _pace = new Pace(_services.Options.Reconciliation.FilesPerSecond, _services.Time);
        _search = new SuspicionSearch(context, request, _tally, _pace);
    }

    /// <inheritdoc cref="SuspicionSearch.Reading"/>
    public TimeSpan? Reading => _search.Reading;

    /// <exception cref="OperationCanceledException">It was stopped; nothing of it is under way any more.</exception>
    public async Task<ReconciliationReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _context.CatchUpAsync();
            var suspicions = await _search.LookAsync(cancellationToken);
            var bad = _request.Deep ? await _search.ReadAsync(suspicions, cancellationToken) : new HashSet<EntryKey>();
            if (suspicions.Entries.Count + suspicions.Strays.Count > 0)
            {
                await CorrectAsync(suspicions, bad, cancellationToken);
            }
            if (_request is { DryRun: false, Mode: RunMode.All })
            {
                await ExpireAsync();
            }
            await FinishAsync(RunOutcome.Completed);
            await _context.CatchUpAsync();
            return _tally.Report(_services.Time.GetUtcNow());
        }
        catch (Exception e)
        {
            await FinishAsync(
                e is OperationCanceledException && cancellationToken.IsCancellationRequested
                    ? RunOutcome.Cancelled
                    : RunOutcome.Failed
            );
            throw;
        }
    }

    private async Task CorrectAsync(
        Suspicions suspicions,
        IReadOnlySet<EntryKey> bad,
        CancellationToken cancellationToken
    )
    {
        var differing = await DifferingAsync(suspicions.Entries, cancellationToken);
        await using var equal = new EqualContents(_services, _context.Views);
        await equal.FindAsync(differing, suspicions.Strays, bad, keep: !_request.DryRun, cancellationToken);
        if (!_request.DryRun)
        {
            if (
                _request.Mode != RunMode.Plan
                && differing.Count == 0
                && !await AnyOtherDiffersAsync(suspicions, cancellationToken)
            )
            {
                return;
            }
            await RecordAsync(
                new ReconciliationEvent.RunStarted(
                    _batchId,
                    _request.Mode,
                    _request.Deep,
                    _request.Key?.Value,
                    _services.Time.GetUtcNow()
                )
            );
            _isRecorded = true;
        }
        _tally.At(ReconciliationStage.Correct, 0, suspicions.Entries.Count + suspicions.Strays.Count);
        // Who wants content comes first: what has it may go into quarantine after that.
        await AskAllAsync(equal.Wanting);
        await AskAllAsync(suspicions.Entries.Except(equal.Wanting));
        foreach (var corrected in await _viewFaults.CorrectAsync())
        {
            _tally.Add(corrected);
        }
        // One after the other: what is in a folder goes before the folder.
        foreach (var path in suspicions.Strays)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _pace.DidAsync(1, cancellationToken);
            await CorrectStrayAsync(path, cancellationToken);
            _tally.Step();
        }
        if (!_request.DryRun)
        {
            await _services.Files.RecountAsync();
        }

        Task AskAllAsync(IEnumerable<EntryKey> keys) =>
            Parallel.ForEachAsync(
                keys,
                AtOnce(cancellationToken),
                async (key, token) =>
                {
                    await CorrectEntryAsync(key, equal.Of(key));
                    _tally.Step();
                }
            );
    }

    // Beside live work a folder and the view never agree for long: only for entries that say themselves that they differ is
    // content looked for and copied.
    private async Task<IReadOnlyList<EntryKey>> DifferingAsync(
        IReadOnlyList<EntryKey> suspects,
        CancellationToken cancellationToken
    )
    {
        var differing = new ConcurrentBag<EntryKey>();
        await Parallel.ForEachAsync(
            suspects,
            AtOnce(cancellationToken),
            async (key, _) =>
            {
                try
                {
                    if (await AskAsync(key, dryRun: true, equalContent: []) is not null)
                    {
                        differing.Add(key);
                    }
                }
                catch (CacheException)
                {
                    // It says so again, and is heard, when it is asked to correct what differs.
                    differing.Add(key);
                }
            }
        );
        return [.. suspects.Where(differing.ToHashSet().Contains)];
    }

    // A run that has nothing to correct leaves no trace.
    private async Task<bool> AnyOtherDiffersAsync(Suspicions suspicions, CancellationToken cancellationToken)
    {
        foreach (var key in suspicions.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await _viewFaults.LookAsync(key) is not null)
            {
                return true;
            }
        }
        foreach (var path in suspicions.Strays)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await _strays.LookAsync(path, cancellationToken) is not null)
            {
                return true;
            }
        }
        return false;
    }

    private async Task<Discrepancy?> LookAsync(EntryKey key, IReadOnlyList<string> equalContent) =>
        await AskAsync(key, dryRun: true, equalContent) ?? await _viewFaults.LookAsync(key);

    private Task<Discrepancy?> AskAsync(EntryKey key, bool dryRun, IReadOnlyList<string> equalContent) =>
        _context.AskAsync(key, dryRun, _request.Deep, equalContent, _batchId);

    private async Task CorrectEntryAsync(EntryKey key, IReadOnlyList<string> equalContent)
    {
        try
        {
            if (
                _request.Mode == RunMode.Plan
                && !await IsAsPlannedAsync(_search.PlannedEntries[key], () => LookAsync(key, equalContent))
            )
            {
                return;
            }
            if (await AskAsync(key, _request.DryRun, equalContent) is { } found)
            {
                _tally.Add(found);
            }
            else if (await _viewFaults.LookAsync(key) is { } fault)
            {
                Add(fault);
            }
        }
        catch (Exception e)
        {
            Fail(key, null, e);
        }

        void Add(Discrepancy fault)
        {
            if (_request.DryRun)
            {
                _tally.Add(fault);
            }
            else
            {
                _viewFaults.Add(fault);
            }
        }
    }

    private async Task CorrectStrayAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (
                _request.Mode == RunMode.Plan
                && !await IsAsPlannedAsync(
                    _search.PlannedStrays[path],
                    () => _strays.LookAsync(path, cancellationToken)
                )
            )
            {
                return;
            }
            var found = _request.DryRun
                ? await _strays.LookAsync(path, cancellationToken)
                : await _strays.CorrectAsync(path, cancellationToken);
            if (found is not null)
            {
                _tally.Add(found);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Fail(null, path, e);
        }
    }

    private async Task<bool> IsAsPlannedAsync(Discrepancy step, Func<Task<Discrepancy?>> look)
    {
        var now = await look();
        if (now is not null && now with { DetectedAt = step.DetectedAt } == step)
        {
            return true;
        }
        _tally.Skip(step, now is null ? "nothing differs any more" : $"{now.Kind.Word()}: {now.Detail}");
        return false;
    }

    private async Task ExpireAsync()
    {
        try
        {
            _tally.Expired = await new QuarantineShelf(_services).ExpireAsync();
        }
        catch (StorageException e)
        {
            Fail(null, e.Path, e);
        }
    }

    private async Task FinishAsync(RunOutcome outcome)
    {
        if (_isRecorded)
        {
            _isRecorded = false;
            await RecordAsync(_tally.Finished(outcome, _services.Time.GetUtcNow()));
        }
    }

    private Task RecordAsync(ReconciliationEvent happened) => _context.RecordAsync(happened);

    private ParallelOptions AtOnce(CancellationToken cancellationToken) =>
        new()
        {
            MaxDegreeOfParallelism = _services.Options.Reconciliation.Operations,
            CancellationToken = cancellationToken,
        };

    private void Fail(EntryKey? key, string? path, Exception cause)
    {
        _context.Log.Warning(cause, "{Path} could not be reconciled", path ?? key?.Value);
        _tally.Fail(key, path, cause);
    }
}
