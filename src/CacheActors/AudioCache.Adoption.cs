using CacheActors.Domain.Entries;

namespace CacheActors;

public sealed partial class AudioCache
{
    /// <inheritdoc/>
    public Task<AdoptionReport> AdoptAsync(
        AdoptionRequest request,
        IProgress<AdoptionProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        RefuseWithoutStoring("adopted");
        throw new NotSupportedException();
    }
}
