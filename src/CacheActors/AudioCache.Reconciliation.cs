using Akka.Actor;
using CacheActors.Diagnostics;
using CacheActors.Reconciliation;

namespace CacheActors;

// Comparing disk and journal, and the quarantine.
public sealed partial class AudioCache
{
    /// <inheritdoc/>
    public Task<ReconciliationReport> ReconcileAsync(
        ReconciliationRequest? request = null,
        IProgress<ReconciliationProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        request ??= new ReconciliationRequest();
        if (!request.DryRun)
        {
            RefuseWithoutStoring("corrected");
        }
        return RunAsync(RunRequest.Of(request), progress, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ReconciliationReport> ApplyAsync(
        ReconciliationPlan plan,
        IProgress<ReconciliationProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        RefuseWithoutStoring("corrected");
        return RunAsync(RunRequest.Of(plan), progress, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<QuarantinedFile>> ListQuarantineAsync(CancellationToken cancellationToken = default) =>
        _open.Shelf.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<RestoredFile> RestoreAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        RefuseWithoutStoring("put back");
        cancellationToken.ThrowIfCancellationRequested();
        var path = await _open.Shelf.PutBackAsync(name);
        if (FolderComparison.KeyAt(_open.Folder, path) is not { } key)
        {
            return new RestoredFile(path, null, null);
        }
        var report = await ReconcileAsync(
            new ReconciliationRequest { Key = key },
            cancellationToken: CancellationToken.None
        );
        return new RestoredFile(path, key, report.Discrepancies is [var found, ..] ? found : null);
    }

    private async Task<ReconciliationReport> RunAsync(
        RunRequest request,
        IProgress<ReconciliationProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using var call = CacheTrace.Call("cache.reconcile", request.Key);
        var job = new Reconciler.Reconcile(Guid.NewGuid(), request, progress);
        var reconciliation = _open.Parts.Reconciliation;
        await using (cancellationToken.UnsafeRegister(_ => reconciliation.Tell(new Reconciler.Cancel(job.Id)), null))
        {
            try
            {
                return await reconciliation.Ask<ReconciliationReport>(job, CancellationToken.None);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await CatchUpAsync(CancellationToken.None);
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }
}
