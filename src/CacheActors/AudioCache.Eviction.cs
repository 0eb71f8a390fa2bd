using Akka.Actor;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using CacheActors.Eviction;

namespace CacheActors;

// Keeping to a size, clearing, and why an entry is here.
public sealed partial class AudioCache
{
    /// <inheritdoc/>
    public Task<EvictionReport> EvictAsync(
        long? toBytes = null,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var size = toBytes ?? _options.Budget.MaxBytes;
        ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(toBytes));
        return RunAsync(new Evictor.Evict(Guid.NewGuid(), size, dryRun), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<EvictionReport> ClearAsync(CancellationToken cancellationToken = default) =>
        RunAsync(new Evictor.Clear(Guid.NewGuid()), cancellationToken);

    /// <inheritdoc/>
    public async Task<EntryExplanation?> ExplainAsync(EntryKey key, CancellationToken cancellationToken = default)
    {
        await CatchUpAsync(cancellationToken);
        var explainer = new EntryExplainer(Reader, _options, _open.Leases, _open.Ready, _open.Room.Ledger);
        return await explainer.ExplainAsync(key, cancellationToken);
    }

    // The views show what was let go when the caller sees the answer, and also when it gave up.
    private async Task<EvictionReport> RunAsync(Evictor.IJob job, CancellationToken cancellationToken)
    {
        using var call = CacheTrace.Call("cache.evict");
        var started = _open.Meter.Now;
        var eviction = _open.Parts.Eviction;
        await using (cancellationToken.UnsafeRegister(_ => eviction.Tell(new Evictor.Cancel(job.Id)), null))
        {
            try
            {
                var report = await eviction.Ask<EvictionReport>(job, CancellationToken.None);
                _open.Meter.EvictionTook(started);
                return report;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await CatchUpAsync(CancellationToken.None);
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }
}
