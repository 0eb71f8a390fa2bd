using Microsoft.Extensions.Hosting;

namespace CacheActors.Hosting;

/// <summary>Opens the cache before the host starts its services, and closes it after they have stopped.</summary>
internal sealed class CacheLifetime(HostedCache cache) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => cache.OpenAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => cache.CloseAsync(cancellationToken);
}
