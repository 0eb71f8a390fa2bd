namespace CacheActors;

/// <summary>
/// Answers auditors: is the journal what was journaled, and does everything else agree with it. Reads only; works beside the
/// process that owns the cache.
/// </summary>
public interface IAudit
{
    /// <summary>
    /// Checks everything against the journal: its seal, every history in it, the views, the files. A damaged journal is
    /// reported with what can still be read; nothing that is found wrong is an exception.
    /// </summary>
    /// <param name="request">What to check; null: <see cref="VerifyRequest"/> as it is.</param>
    /// <param name="progress">Is told how far it is, from any thread.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<VerifyReport> VerifyAsync(
        VerifyRequest? request = null,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellationToken = default
    );
}
