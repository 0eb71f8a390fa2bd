namespace CacheActors.Downloads;

/// <summary>Somebody who waits for a download.</summary>
/// <param name="progress">Is told how far it is; null for nobody.</param>
/// <param name="leaving">Cancelled when the caller waits no more.</param>
internal sealed class DownloadCaller(IProgress<DownloadProgress>? progress, CancellationToken leaving)
{
    public IProgress<DownloadProgress>? Progress => progress;

    public CancellationToken Leaving => leaving;
}
