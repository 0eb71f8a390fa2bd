using CacheActors.Domain.Entries;

namespace CacheActors;

public sealed partial class AudioCache
{
    /// <inheritdoc/>
    public Task<EvictionReport> EvictAsync(
        long? toBytes = null,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<EvictionReport> ClearAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<EntryExplanation?> ExplainAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
