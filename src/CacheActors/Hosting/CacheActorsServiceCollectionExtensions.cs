using CacheActors;
using CacheActors.Files;
using CacheActors.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a cache to a host.</summary>
/// <remarks>
/// <para>
/// The host opens the cache when it starts, before its services' <c>StartAsync</c>, and closes it after they have stopped. A
/// cache that cannot be opened fails the start of the host. Injected are <see cref="IAudioCache"/>, <see cref="ICompression"/>,
/// <see cref="IEviction"/>, <see cref="IReconciliation"/>, <see cref="IBackup"/>, <see cref="IAudit"/>, <see cref="ICacheStatistics"/> and <see cref="CacheReader"/>, singletons that can be taken in any
/// constructor; used before the host starts or after it has stopped they throw <see cref="InvalidOperationException"/>.
/// </para>
/// <para>
/// Taken from the container when they are registered there: <see cref="ISpeechSynthesizer"/>, <see cref="HttpClient"/>,
/// <see cref="TimeProvider"/> and <c>Akka.Actor.ActorSystem</c>; see <see cref="CacheDependencies"/>.
/// </para>
/// <para>
/// The settings are checked when the host starts: an <see cref="OptionsValidationException"/> lists every fault. A relative
/// folder is below the host's content root. Several calls add up, the last one wins.
/// </para>
/// </remarks>
public static class CacheActorsServiceCollectionExtensions
{
    /// <summary>Adds a cache whose settings are made in code.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Makes the settings; <see cref="CacheActorsOptions.Folder"/> is required.</param>
    public static IServiceCollection AddCacheActors(
        this IServiceCollection services,
        Action<CacheActorsOptions> configure
    )
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddCache().Configure(configure);
        return services;
    }

    /// <summary>Adds a cache whose settings need services.</summary>
    /// <inheritdoc cref="AddCacheActors(IServiceCollection, Action{CacheActorsOptions})"/>
    public static IServiceCollection AddCacheActors(
        this IServiceCollection services,
        Action<IServiceProvider, CacheActorsOptions> configure
    )
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddCache().Configure<IServiceProvider>((options, provider) => configure(provider, options));
        return services;
    }

    /// <summary>
    /// Adds a cache whose settings are in a section of the host's configuration, named as the properties of
    /// <see cref="CacheActorsOptions"/>, for example <c>CacheActors:Budget:MaxBytes</c>. A name that is no property, or a value
    /// that cannot be converted, fails the start of the host.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section.</param>
    public static IServiceCollection AddCacheActors(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        services.AddCache().Bind(section, binder => binder.ErrorOnUnknownConfiguration = true);
        return services;
    }

    private static OptionsBuilder<CacheActorsOptions> AddCache(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<HostedCache>();
        services.TryAddSingleton<IAudioCache>(provider => provider.GetRequiredService<HostedCache>());
        services.TryAddSingleton<ICompression>(provider => provider.GetRequiredService<HostedCache>());
        services.TryAddSingleton<IEviction>(provider => provider.GetRequiredService<HostedCache>());
        services.TryAddSingleton<IBackup>(provider => provider.GetRequiredService<HostedCache>());
        services.TryAddSingleton<IReconciliation>(provider => provider.GetRequiredService<HostedCache>());
        services.TryAddSingleton<ICacheStatistics>(provider => provider.GetRequiredService<HostedCache>());
        services.TryAddSingleton<IAudit>(provider => provider.GetRequiredService<HostedCache>());
        services.TryAddSingleton(CreateReader);
        // For synthesizers that the container makes.
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<CacheActorsOptions>>().Value.Speech);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<CacheActorsOptions>, OptionsValidation>()
        );
        services.AddHostedService<CacheLifetime>();
        return services
            .AddOptions<CacheActorsOptions>()
            .PostConfigure<IServiceProvider>(BelowContentRoot)
            .ValidateOnStart();
    }

    private static CacheReader CreateReader(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<CacheActorsOptions>>().Value;
        var cache = provider.GetRequiredService<HostedCache>();
        return new CacheReader(
            CacheFolder.Of(options),
            new IoPool(),
            options.Budget.MaxBytes,
            damaged => cache.Open.RepairViewsAsync(damaged),
            ownsIo: true,
            beforeUse: () => _ = cache.Open
        );
    }

    private static void BelowContentRoot(CacheActorsOptions options, IServiceProvider provider)
    {
        if (options.Folder.Length > 0 && provider.GetService<IHostEnvironment>() is { ContentRootPath: { } root })
        {
            options.Folder = Path.GetFullPath(options.Folder, root);
        }
    }
}
