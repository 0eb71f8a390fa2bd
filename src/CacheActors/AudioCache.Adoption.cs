using CacheActors.Adoption;

namespace CacheActors;

public sealed partial class AudioCache
{
    /// <inheritdoc/>
    public async Task<AdoptionReport> AdoptAsync(
        AdoptionRequest request,
        IProgress<AdoptionProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        RefuseWithoutStoring("adopted");
        if (string.IsNullOrWhiteSpace(request.Source))
        {
            throw new ArgumentException("There is no source to adopt.", nameof(request));
        }
        await CatchUpAsync(cancellationToken);
        var run = new AdoptionRun(_open.Folder, _open.Files, _open.Io, Reader, Entries);
        var report = await run.RunAsync(request, progress, cancellationToken);
        await CatchUpAsync(cancellationToken);
        return report;
    }
}
