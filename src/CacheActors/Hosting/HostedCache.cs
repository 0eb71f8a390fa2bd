using CacheActors.Domain.Entries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CacheActors.Hosting;

/// <summary>
/// The cache of a generic host. What is injected exists before the cache is open: a service may take it in its constructor
/// and use it from its start on.
/// </summary>
internal sealed class HostedCache(IServiceProvider services)
    : IAudioCache,
        ICompression,
        IEviction,
        IBackup,
        IReconciliation,
        ICacheStatistics,
        IAudit,
        IAsyncDisposable,
        IDisposable
{
    /// <summary>What closing may still take after the host's shutdown time is over.</summary>
    private static readonly TimeSpan LastMoments = TimeSpan.FromSeconds(5);

    private AudioCache? _cache;
    private bool _closed;

    /// <summary>The open cache; null before the host's start and after its end.</summary>
    public AudioCache? Current => _cache;

    /// <summary>The open cache.</summary>
    /// <exception cref="InvalidOperationException">It is not open.</exception>
    public AudioCache Open =>
        _cache
        ?? throw new InvalidOperationException(
            _closed
                ? "The cache is closed: the host has stopped."
                : "The cache is not open yet: the host opens it when it starts, before the StartAsync of its services. "
                    + "Start the host first, and use the cache from StartAsync on, not in a constructor."
        );

    public async Task OpenAsync(CancellationToken cancellationToken) =>
        _cache = await AudioCache.OpenAsync(
            services.GetRequiredService<IOptions<CacheActorsOptions>>().Value,
            new CacheDependencies
            {
                Synthesizer = services.GetService<ISpeechSynthesizer>(),
                Http = services.GetService<HttpClient>(),
                System = services.GetService<Akka.Actor.ActorSystem>(),
                Activity = services.GetService<IHostActivity>(),
                Time = services.GetService<TimeProvider>() ?? TimeProvider.System,
            },
            cancellationToken
        );

    /// <param name="shutdownTimeOver">Cancelled when the host wants to be gone: the cache is then closed as it is, after a few moments.</param>
    public async Task CloseAsync(CancellationToken shutdownTimeOver)
    {
        _closed = true;
        if (Interlocked.Exchange(ref _cache, null) is not { } cache)
        {
            return;
        }

        using var hurry = new CancellationTokenSource();
        await using (shutdownTimeOver.Register(() => hurry.CancelAfter(LastMoments)))
        {
            await cache.CloseAsync(hurry.Token);
        }
    }

    /// <summary>For a host that failed to start: it stops nothing, and only disposes of its services.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync(CancellationToken.None);

    public void Dispose() => CloseAsync(CancellationToken.None).GetAwaiter().GetResult();

    public Task<CachedAudio> GetOrSynthesizeAsync(
        SynthesisRequest request,
        CancellationToken cancellationToken = default
    ) => Open.GetOrSynthesizeAsync(request, cancellationToken);

    public Task<CachedAudio> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default) =>
        Open.ImportAsync(request, cancellationToken);

    public Task<CachedAudio> GetOrDownloadAsync(
        DownloadRequest request,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Open.GetOrDownloadAsync(request, progress, cancellationToken);

    public void MarkUsed(EntryKey key) => Open.MarkUsed(key);

    public Task<CachedAudio?> TryGetAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        Open.TryGetAsync(key, cancellationToken);

    public Task<AudioLease?> LeaseAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        Open.LeaseAsync(key, cancellationToken);

    public Task<Stream?> OpenReadAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        Open.OpenReadAsync(key, cancellationToken);

    public Task PinAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        Open.PinAsync(key, cancellationToken);

    public Task UnpinAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        Open.UnpinAsync(key, cancellationToken);

    public Task AddReferenceAsync(EntryKey key, EntryOwner owner, CancellationToken cancellationToken = default) =>
        Open.AddReferenceAsync(key, owner, cancellationToken);

    public Task RemoveReferenceAsync(EntryKey key, EntryOwner owner, CancellationToken cancellationToken = default) =>
        Open.RemoveReferenceAsync(key, owner, cancellationToken);

    public Task<int> ReleaseOwnerAsync(EntryOwner owner, CancellationToken cancellationToken = default) =>
        Open.ReleaseOwnerAsync(owner, cancellationToken);

    public Task<AdoptionReport> AdoptAsync(
        AdoptionRequest request,
        IProgress<AdoptionProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Open.AdoptAsync(request, progress, cancellationToken);

    public Task<CompressionReport> CompressAsync(
        IReadOnlyCollection<EntryKey>? keys = null,
        IProgress<CompressionProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Open.CompressAsync(keys, progress, cancellationToken);

    public Task<EvictionReport> EvictAsync(
        long? toBytes = null,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    ) => Open.EvictAsync(toBytes, dryRun, cancellationToken);

    public Task<EvictionReport> ClearAsync(CancellationToken cancellationToken = default) =>
        Open.ClearAsync(cancellationToken);

    public Task<EntryExplanation?> ExplainAsync(EntryKey key, CancellationToken cancellationToken = default) =>
        Open.ExplainAsync(key, cancellationToken);

    public Task<BackupReport> BackupAsync(
        string path,
        bool replace = false,
        IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Open.BackupAsync(path, replace, progress, cancellationToken);

    public Task<VerifyReport> VerifyAsync(
        VerifyRequest? request = null,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Open.Audit.VerifyAsync(request, progress, cancellationToken);

    public IAsyncEnumerable<EntryDifference> DiffAsync(
        JournalMoment from,
        JournalMoment to,
        CancellationToken cancellationToken = default
    ) => Open.Audit.DiffAsync(from, to, cancellationToken);

    public Task<ExportReport> ExportAsync(Stream output, CancellationToken cancellationToken = default) =>
        Open.Audit.ExportAsync(output, cancellationToken);

    public Task<ReconciliationReport> ReconcileAsync(
        ReconciliationRequest? request = null,
        IProgress<ReconciliationProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Open.ReconcileAsync(request, progress, cancellationToken);

    public Task<ReconciliationReport> ApplyAsync(
        ReconciliationPlan plan,
        IProgress<ReconciliationProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Open.ApplyAsync(plan, progress, cancellationToken);

    public Task<IReadOnlyList<QuarantinedFile>> ListQuarantineAsync(CancellationToken cancellationToken = default) =>
        Open.ListQuarantineAsync(cancellationToken);

    public Task<RestoredFile> RestoreAsync(string name, CancellationToken cancellationToken = default) =>
        Open.RestoreAsync(name, cancellationToken);

    public Task<CacheStatistics> StatisticsAsync(CancellationToken cancellationToken = default) =>
        Open.StatisticsAsync(cancellationToken);
}
