using CacheActors.Domain.Entries;

namespace CacheActors;

public sealed partial class AudioCache
{
    /// <inheritdoc/>
    public Task<CachedAudio> GetOrDownloadAsync(
        DownloadRequest request,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();
}
