using CacheActors.Domain.Entries;
using CacheActors.Hosting;
using CacheActors.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Hosting;

/// <summary>What a host's health checks are told about its cache.</summary>
public sealed class HealthCheckTests : IDisposable
{
    private static readonly SynthesisRequest Request = new("Are you well?", "voice");

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_cache_that_works_is_healthy_and_tells_its_numbers()
    {
        using var host = await StartAsync();
        await Cache(host).GetOrSynthesizeAsync(Request);
        var journaled = Rows();

        var entry = await CheckAsync(host);

        entry.Status.ShouldBe(HealthStatus.Healthy, entry.Description);
        entry.Data["journalWritable"].ShouldBe(true);
        entry.Data["viewsBehindEvents"].ShouldBe(0L);
        entry.Data["budgetBytes"].ShouldBe(500_000_000L);
        entry.Data["freeDiskBytes"].ShouldBeOfType<long>().ShouldBePositive();
        entry.Tags.ShouldBe(["ready"]);
        Rows().ShouldBe(journaled);
    }

    [Fact]
    public async Task A_new_cache_without_a_journal_yet_is_healthy()
    {
        using var host = await StartAsync();

        (await CheckAsync(host)).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_cache_that_is_not_open_is_unhealthy_or_what_the_host_wants_instead()
    {
        using var host = Build();

        var entry = await CheckAsync(host);

        entry.Status.ShouldBe(HealthStatus.Unhealthy);
        entry.Description.ShouldBe("The cache is not open.");
        using var tolerant = Build(failureStatus: HealthStatus.Degraded);
        (await CheckAsync(tolerant)).Status.ShouldBe(HealthStatus.Degraded);
    }

    [Fact]
    public async Task A_journal_that_disappeared_is_unhealthy()
    {
        using var host = await StartAsync();
        await Cache(host).GetOrSynthesizeAsync(Request);
        File.Delete(JournalPath);

        var entry = await CheckAsync(host);

        entry.Status.ShouldBe(HealthStatus.Unhealthy);
        entry.Description.ShouldNotBeNull().ShouldContain("deleted while the cache is open");
        entry.Data["journalWritable"].ShouldBe(false);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_unhealthy()
    {
        using var host = await StartAsync();
        await File.WriteAllTextAsync(
            JournalPath,
            "This is no database, and long enough that nobody takes it for a new one."
        );

        var entry = await CheckAsync(host);

        entry.Status.ShouldBe(HealthStatus.Unhealthy);
        entry.Description.ShouldNotBeNull().ShouldStartWith("The journal cannot be written: ");
    }

    [Fact]
    public async Task A_disk_without_space_for_the_journal_is_unhealthy()
    {
        Directory.CreateDirectory(_temporary.At("disk"));
        using var disk = SmallDisk.TryMount(_temporary.At("disk"), kilobytes: 4000);
        if (disk is null)
        {
            return; // Without the right to mount there is no disk that could be filled.
        }

        using var host = await StartAsync(o => o.Folder = _temporary.At("disk", "cache"));
        await Cache(host).GetOrSynthesizeAsync(Request);
        Fill(_temporary.At("disk", "filler"));

        var entry = await CheckAsync(host);

        entry.Status.ShouldBe(HealthStatus.Unhealthy);
        entry.Description.ShouldNotBeNull().ShouldContain("full");
    }

    [Fact]
    public async Task Views_that_do_not_follow_are_degraded_by_how_much()
    {
        using var host = await StartAsync();
        await Cache(host).GetOrSynthesizeAsync(Request);
        JournalFile.Execute(_temporary.At("cache", "views.db"), "DROP TABLE cache_totals");
        await Should.ThrowAsync<Exception>(() => Cache(host).GetOrSynthesizeAsync(Request with { Text = "And now?" }));

        var entry = await CheckAsync(host);

        entry.Status.ShouldBe(HealthStatus.Degraded);
        entry.Data["viewsBehindEvents"].ShouldBe(1L);
        entry.Description.ShouldNotBeNull().ShouldContain("the views are 1 events behind the journal");
    }

    [Fact]
    public async Task A_disk_with_less_free_than_the_setting_is_degraded()
    {
        using var host = await StartAsync(o => o.Budget.WarnFreeDisk = 1_000_000_000_000_000);

        var entry = await CheckAsync(host);

        entry.Status.ShouldBe(HealthStatus.Degraded);
        entry.Description.ShouldNotBeNull().ShouldContain("bytes free");
    }

    [Fact]
    public async Task A_cache_over_its_budget_or_full_of_what_must_stay_is_degraded()
    {
        var options = new CacheActorsOptions
        {
            Folder = _temporary.At("cache"),
            Compression = { Automatic = false },
            Budget = { MaxBytes = 10_000_000, WarnFreeDisk = 0 },
        };
        var (cache, inside) = await BrokenCache.OpenAsync(options, services => services);
        await using var _ = cache;
        var key = (await cache.GetOrSynthesizeAsync(Request)).Key;
        inside.Room.Ledger.Count(inside.Room.Ledger.Free);

        // Full of what may go is how a cache should be.
        (await cache.CheckHealthAsync(default))
            .Warnings()
            .ShouldBeEmpty();
        await cache.PinAsync(key);
        (await cache.CheckHealthAsync(default))
            .Warnings()
            .ShouldHaveSingleItem()
            .ShouldContain("nothing can be evicted");
        inside.Room.Ledger.Count(1);
        (await cache.CheckHealthAsync(default)).Warnings().ShouldHaveSingleItem().ShouldContain("more than its budget");
    }

    private string JournalPath => _temporary.At("cache", "journal.db");

    private static IAudioCache Cache(IHost host) => host.Services.GetRequiredService<IAudioCache>();

    private long Rows()
    {
        using var journal = new CacheActors.Journal.JournalReader(JournalPath);
        return journal.LastOrdering();
    }

    private static void Fill(string path)
    {
        using var filler = File.Create(path);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(block);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task<HealthReportEntry> CheckAsync(IHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries["cacheactors"];
    }

    private IHost Build(Action<CacheActorsOptions>? configure = null, HealthStatus? failureStatus = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = _temporary.Path, DisableDefaults = true }
        );
        builder.Services.AddSingleton<ISpeechSynthesizer>(new ToneSynthesizer());
        builder.Services.AddCacheActors(o =>
        {
            o.Folder = "cache";
            o.Compression.Automatic = false;
            o.Budget.WarnFreeDisk = 0;
            configure?.Invoke(o);
        });
        builder.Services.AddHealthChecks().AddCacheActors(failureStatus: failureStatus, tags: ["ready"]);
        return builder.Build();
    }

    private async Task<IHost> StartAsync(Action<CacheActorsOptions>? configure = null)
    {
        var host = Build(configure);
        await host.StartAsync();
        return host;
    }
}
