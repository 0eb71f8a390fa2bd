namespace CacheActors;

/// <summary>Compares the disk with the journal, and corrects what differs. Nothing is lost by it: what has no place goes into quarantine.</summary>
public interface IReconciliation
{
    /// <summary>
    /// Compares and corrects. What somebody is at work on is left alone. Cancelling stops between two corrections; what was
    /// corrected stays so.
    /// </summary>
    /// <param name="request">What to compare; null: everything, names, kinds and sizes.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ReconciliationRunningException">One of everything is under way.</exception>
    /// <exception cref="UnknownEntryException">There is neither such an entry nor a file of its name.</exception>
    /// <exception cref="StorageException">A folder cannot be read: nothing was corrected.</exception>
    Task<ReconciliationReport> ReconcileAsync(
        ReconciliationRequest? request = null,
        IProgress<ReconciliationProgress>? progress = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Does what a dry run said would be done, and nothing else. What is not as it was then is skipped.</summary>
    /// <exception cref="ReconciliationRunningException">A reconciliation of everything is under way.</exception>
    Task<ReconciliationReport> ApplyAsync(
        ReconciliationPlan plan,
        IProgress<ReconciliationProgress>? progress = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>What lies in quarantine, the oldest first.</summary>
    Task<IReadOnlyList<QuarantinedFile>> ListQuarantineAsync(CancellationToken cancellationToken = default);

    /// <summary>Puts a file back to where it was, and reconciles the entry whose file it is.</summary>
    /// <param name="name">Its name in quarantine.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    /// <exception cref="QuarantineException">There is no such file, or its place is taken.</exception>
    Task<RestoredFile> RestoreAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>A reconciliation of everything is under way already.</summary>
public sealed class ReconciliationRunningException()
    : CacheException("A reconciliation of this cache is under way. Wait until it is over, or stop it, then ask again.")
{
    /// <inheritdoc/>
    public override bool CanRetry => true;
}
