using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Speech;
using CacheActors.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Hosting;

/// <summary>A cache that is registered in a generic host.</summary>
public sealed class AddCacheActorsTests : IDisposable
{
    private static readonly SynthesisRequest Request = new("In a host.", "voice");

    private readonly TemporaryFolder _temporary = new();
    private readonly ToneSynthesizer _synthesizer = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Hosted_services_can_use_it_from_their_start_to_their_stop()
    {
        var builder = Builder();
        // Registered before the cache: it is open nevertheless.
        builder.Services.AddSingleton<Reading>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Reading>());
        Add(builder);
        using var host = builder.Build();

        await host.StartAsync();
        await host.StopAsync();

        var reading = host.Services.GetRequiredService<Reading>();
        reading.AtStart.ShouldNotBeNull().Hit.ShouldBeFalse();
        reading.AtStop.ShouldNotBeNull().Hit.ShouldBeTrue();
        reading.Entries.ShouldBe(1);
    }

    [Fact]
    public async Task Everything_is_injected_and_works_on_the_same_cache()
    {
        using var host = await StartAsync();
        var services = host.Services;

        var key = (await services.GetRequiredService<IAudioCache>().GetOrSynthesizeAsync(Request)).Key;

        (await services.GetRequiredService<ICompression>().CompressAsync()).Compressed.ShouldBe(1);
        (await services.GetRequiredService<ICacheStatistics>().StatisticsAsync()).Entries.ShouldBe(1);
        (await services.GetRequiredService<CacheReader>().FindAsync(key)).ShouldNotBeNull().State.ShouldBe("m4a");
        (await services.GetRequiredService<CacheReader>().HistoryAsync(key)).ShouldNotBeNull();
        services.GetRequiredService<IEviction>().ShouldBeSameAs(services.GetRequiredService<IAudioCache>());
        services.GetRequiredService<IBackup>().ShouldBeSameAs(services.GetRequiredService<IAudioCache>());
    }

    [Fact]
    public async Task Using_it_before_the_host_starts_or_after_it_stopped_is_refused_with_the_reason()
    {
        var builder = Builder();
        Add(builder);
        using var host = builder.Build();
        var cache = host.Services.GetRequiredService<IAudioCache>();
        var reader = host.Services.GetRequiredService<CacheReader>();

        (
            await Should.ThrowAsync<InvalidOperationException>(() => cache.GetOrSynthesizeAsync(Request))
        ).Message.ShouldContain("not open yet");
        (
            await Should.ThrowAsync<InvalidOperationException>(() => reader.ListAsync(new EntryFilter()))
        ).Message.ShouldContain("not open yet");
        await host.StartAsync();
        await host.StopAsync();
        (
            await Should.ThrowAsync<InvalidOperationException>(() => cache.GetOrSynthesizeAsync(Request))
        ).Message.ShouldContain("is closed");
    }

    [Fact]
    public async Task Every_setting_that_cannot_be_used_is_named_when_the_host_starts()
    {
        var builder = Builder();
        builder.Services.AddCacheActors(o =>
        {
            o.Budget.MaxBytes = 1;
            o.Compression.Coder = "slow";
        });
        using var host = builder.Build();

        var refused = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync());

        refused.Failures.Count().ShouldBe(3);
        refused.Message.ShouldContain("cacheactors.folder must not be empty");
        refused.Message.ShouldContain("cacheactors.budget.max-bytes is 1 bytes");
        refused.Message.ShouldContain("cacheactors.compression.coder is 'slow'");
    }

    [Fact]
    public async Task Settings_come_from_a_section_of_the_configuration_and_code_after_it_counts_more()
    {
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Cache:Folder"] = "below",
                ["Cache:Budget:MaxBytes"] = "2000000",
                ["Cache:Budget:MaxAge"] = "30.00:00:00",
                ["Cache:Compression:Automatic"] = "false",
                ["Cache:Speech:Processes"] = "3",
            }
        );
        builder.Services.AddCacheActors(builder.Configuration.GetSection("Cache"));
        builder.Services.AddCacheActors(o => o.Speech.Processes = 4);
        using var host = builder.Build();
        await host.StartAsync();

        var options = host.Services.GetRequiredService<IOptions<CacheActorsOptions>>().Value;
        options.Budget.MaxBytes.ShouldBe(2_000_000);
        options.Budget.MaxAge.ShouldBe(TimeSpan.FromDays(30));
        options.Compression.Automatic.ShouldBeFalse();
        options.Speech.Processes.ShouldBe(4);
        // A relative folder lies below the content root.
        File.Exists(_temporary.At("below", "cache.lock")).ShouldBeTrue();
        (await host.Services.GetRequiredService<ICacheStatistics>().StatisticsAsync()).BudgetBytes.ShouldBe(2_000_000);
    }

    [Theory]
    [InlineData("Cache:Budget:MaxByte", "2000000", "MaxByte")]
    [InlineData("Cache:Budget:MaxBytes", "2 MB", "Cache:Budget:MaxBytes")]
    public async Task A_configuration_that_cannot_be_read_fails_the_start(string name, string value, string named)
    {
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Cache:Folder"] = "below", [name] = value }
        );
        builder.Services.AddCacheActors(builder.Configuration.GetSection("Cache"));
        using var host = builder.Build();

        (await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync())).Message.ShouldContain(named);
    }

    [Fact]
    public async Task Settings_can_be_made_with_services()
    {
        var builder = Builder();
        builder.Services.AddSingleton(new Place(_temporary.At("somewhere")));
        builder.Services.AddCacheActors((services, o) => o.Folder = services.GetRequiredService<Place>().Folder);
        using var host = builder.Build();

        await host.StartAsync();

        File.Exists(_temporary.At("somewhere", "cache.lock")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_containers_actor_system_and_clock_are_used_when_there_are_some()
    {
        using var system = ActorSystem.Create("of-the-host");
        var clock = new StoppedClock(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero));
        var builder = Builder();
        Add(builder);
        builder.Services.AddSingleton(system);
        builder.Services.AddSingleton<TimeProvider>(clock);
        using var host = builder.Build();
        await host.StartAsync();

        var key = (await host.Services.GetRequiredService<IAudioCache>().GetOrSynthesizeAsync(Request)).Key;

        var entry = await host.Services.GetRequiredService<CacheReader>().FindAsync(key);
        entry.ShouldNotBeNull().Created.ShouldBe(clock.Now);
        var identity = await system.ActorSelection("/user/cacheactors").Ask<ActorIdentity>(new Identify(1));
        identity.Subject.ShouldNotBeNull();
        await host.StopAsync();
        system.WhenTerminated.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void A_synthesizer_that_the_container_makes_gets_the_settings_of_speech()
    {
        var builder = Builder();
        builder.Services.AddCacheActors(o => o.Folder = "cache");
        builder.Services.AddSingleton<ISpeechSynthesizer, EspeakSynthesizer>();
        using var host = builder.Build();

        host.Services.GetRequiredService<ISpeechSynthesizer>().EngineType.ShouldBe("espeak-ng");
        host.Services.GetRequiredService<SpeechOptions>()
            .ShouldBeSameAs(host.Services.GetRequiredService<IOptions<CacheActorsOptions>>().Value.Speech);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_opened_fails_the_start_with_its_own_error()
    {
        await using var owner = await AudioCache.OpenAsync(_temporary.At("cache"));
        var builder = Builder();
        Add(builder);
        using var host = builder.Build();

        var refused = await Should.ThrowAsync<CacheInUseException>(() => host.StartAsync());

        refused.OwnerPid.ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public async Task A_host_that_fails_to_start_gives_the_folder_free_when_it_is_disposed_of()
    {
        var builder = Builder();
        Add(builder);
        builder.Services.AddHostedService<Failing>();
        using (var host = builder.Build())
        {
            await Should.ThrowAsync<NotSupportedException>(() => host.StartAsync());
        }

        await using var cache = await AudioCache.OpenAsync(_temporary.At("cache"));
    }

    [Fact]
    public async Task Stopping_gives_the_folder_free_and_a_new_host_goes_on_with_it()
    {
        using (var host = await StartAsync())
        {
            await host.Services.GetRequiredService<IAudioCache>().GetOrSynthesizeAsync(Request);
            await host.StopAsync();

            using var next = await StartAsync();
            (await next.Services.GetRequiredService<IAudioCache>().GetOrSynthesizeAsync(Request)).Hit.ShouldBeTrue();
        }
    }

    [Fact]
    public void A_container_without_a_host_can_be_disposed_of_synchronously()
    {
        var services = new ServiceCollection();
        services.AddCacheActors(o => o.Folder = _temporary.At("cache"));
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IAudioCache>().ShouldNotBeNull();
    }

    private HostApplicationBuilder Builder() =>
        Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = _temporary.Path, DisableDefaults = true }
        );

    private void Add(HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ISpeechSynthesizer>(_synthesizer);
        builder.Services.AddCacheActors(o =>
        {
            o.Folder = "cache";
            o.Compression.Automatic = false;
        });
    }

    private async Task<IHost> StartAsync()
    {
        var builder = Builder();
        Add(builder);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed record Place(string Folder);

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now => now;

        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Reading(IAudioCache cache, CacheReader reader) : IHostedService
    {
        public CachedAudio? AtStart { get; private set; }

        public CachedAudio? AtStop { get; private set; }

        public int Entries { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken) =>
            AtStart = await cache.GetOrSynthesizeAsync(Request, cancellationToken);

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            AtStop = await cache.GetOrSynthesizeAsync(Request, cancellationToken);
            Entries = (await reader.ListAsync(new EntryFilter(), cancellationToken)).Count;
        }
    }

    private sealed class Failing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new NotSupportedException("No.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
