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

    /// <summary>What changed in the whole cache between two moments, by replay, in the order of the keys.</summary>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The second; where clocks were set back, what is later in the journal counts as later.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The second moment is before the first.</exception>
    /// <exception cref="JournalDamagedException">An entry cannot be replayed.</exception>
    IAsyncEnumerable<EntryDifference> DiffAsync(
        JournalMoment from,
        JournalMoment to,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Writes the journal as JSON lines (UTF-8), one row each, in its order: <c>ordering</c>, <c>persistenceId</c>, <c>seq</c>,
    /// <c>manifest</c>, <c>time</c>, <c>data</c>. What cannot be understood is written as base64 and has an <c>error</c>.
    /// </summary>
    /// <param name="output">Gets the lines; it is flushed and stays open.</param>
    /// <param name="cancellationToken">Gives up, between two lines.</param>
    /// <exception cref="JournalDamagedException">Nothing of the journal can be read.</exception>
    Task<ExportReport> ExportAsync(Stream output, CancellationToken cancellationToken = default);
}
