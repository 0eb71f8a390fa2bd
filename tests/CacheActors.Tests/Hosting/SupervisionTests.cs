using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Hosting;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Hosting;

/// <summary>A part that fails is started again alone, and what it was doing is done in the end.</summary>
public sealed class SupervisionTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private CacheActorsOptions Options =>
        new()
        {
            Folder = _temporary.At("cache"),
            Compression = { Linger = TimeSpan.Zero, RetryAfter = TimeSpan.FromMilliseconds(100) },
        };

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_compressor_that_crashes_in_the_middle_of_a_batch_begins_a_new_run_and_finishes()
    {
        var crashed = new TaskCompletionSource();
        var batches = 0;
        var (cache, inside) = await OpenAsync(services =>
            services with
            {
                Encoder = new ScriptedEncoder(services.Encoder)
                {
                    Encode = async (real, batch, token) =>
                    {
                        if (Interlocked.Increment(ref batches) == 1)
                        {
                            crashed.SetResult();
                            await Task.Delay(Timeout.InfiniteTimeSpan, token);
                        }
                        return await real.EncodeAsync(batch, token);
                    },
                },
            }
        );
        await using var _ = cache;
        var key = (await cache.GetOrSynthesizeAsync(new SynthesisRequest("Interrupted.", "voice"))).Key;
        await crashed.Task;

        inside.Parts.Compression.Tell(Kill.Instance);

        await Eventually.ShouldBeTrueAsync(async () => (await cache.Reader.FindAsync(key))?.State == "m4a");
        var history = (await cache.Reader.HistoryAsync(key)).ShouldNotBeNull();
        history.Events.Select(journaled => journaled.Event).OfType<EntryEvent.Compressed>().ShouldHaveSingleItem();
        history
            .Events.Select(journaled => journaled.Event)
            .OfType<EntryEvent.CompressionStarted>()
            .Select(started => started.RunId)
            .Distinct()
            .Count()
            .ShouldBe(2);
    }

    [Fact]
    public async Task Views_that_crash_go_on_where_they_stopped()
    {
        var (cache, inside) = await OpenAsync(services => services);
        await using var _ = cache;
        await cache.GetOrSynthesizeAsync(new SynthesisRequest("Before.", "voice"));

        inside.Parts.Projections.Tell(Kill.Instance);
        await cache.GetOrSynthesizeAsync(new SynthesisRequest("After.", "voice"));

        (await cache.Reader.ListAsync(new EntryFilter())).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Entries_that_crash_come_back_from_the_journal()
    {
        var (cache, inside) = await OpenAsync(services => services);
        await using var _ = cache;
        var key = (await cache.GetOrSynthesizeAsync(new SynthesisRequest("Crash.", "voice"))).Key;

        inside.System.ActorSelection($"/user/cacheactors/entries/{key}").Tell(Kill.Instance);

        await Eventually.ShouldBeTrueAsync(async () =>
        {
            try
            {
                return await cache.TryGetAsync(key) is not null;
            }
            catch (CacheException)
            {
                return false; // It was asked while it died: the answer said so.
            }
        });
    }

    [Fact]
    public async Task A_crash_of_the_compressor_restarts_nobody_else()
    {
        var (cache, inside) = await OpenAsync(services => services);
        await using var _ = cache;
        var key = (await cache.GetOrSynthesizeAsync(new SynthesisRequest("Neighbour.", "voice"))).Key;
        await cache.CompressAsync();
        var entry = await inside.System.ActorSelection($"/user/cacheactors/entries/{key}").ResolveOne(Patience);

        inside.Parts.Compression.Tell(Kill.Instance);
        await cache.CompressAsync();

        (await inside.System.ActorSelection($"/user/cacheactors/entries/{key}").ResolveOne(Patience)).ShouldBe(entry);
    }

    [Fact]
    public async Task A_disk_that_refuses_the_compressed_file_fails_the_entry_and_keeps_the_wav()
    {
        var (cache, _) = await OpenAsync(services =>
            services with
            {
                Files = new ScriptedFileStore(services.Files)
                {
                    BeforePublish = path =>
                    {
                        if (path.EndsWith(".m4a", StringComparison.Ordinal))
                        {
                            throw StorageException.From("rename", path, new IOException("No space left on device", 28));
                        }
                    },
                },
            }
        );
        await using var __ = cache;
        var wav = await cache.GetOrSynthesizeAsync(new SynthesisRequest("Full.", "voice"));

        await Eventually.ShouldBeTrueAsync(async () => (await cache.Reader.FindAsync(wav.Key))?.State == "failed");

        File.Exists(wav.Path).ShouldBeTrue();
        (await cache.Reader.FindAsync(wav.Key)).ShouldNotBeNull().FailureReason.ShouldNotBeNull().ShouldContain("full");
        (await cache.TryGetAsync(wav.Key)).ShouldNotBeNull().Path.ShouldBe(wav.Path);
    }

    [Fact]
    public async Task A_wav_that_cannot_be_deleted_spoils_nothing()
    {
        var (cache, _) = await OpenAsync(services =>
            services with
            {
                Files = new ScriptedFileStore(services.Files)
                {
                    BeforeDelete = path =>
                    {
                        if (path.EndsWith(".wav", StringComparison.Ordinal))
                        {
                            throw StorageException.From("delete", path, new UnauthorizedAccessException("denied"));
                        }
                    },
                },
            }
        );
        await using var __ = cache;
        var wav = await cache.GetOrSynthesizeAsync(new SynthesisRequest("Stuck.", "voice"));

        await cache.CompressAsync();

        (await cache.TryGetAsync(wav.Key)).ShouldNotBeNull().Path.ShouldEndWith(".m4a");
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(30);

    private Task<(AudioCache Cache, OpenCache Inside)> OpenAsync(Func<CacheServices, CacheServices> replace) =>
        BrokenCache.OpenAsync(Options, replace);
}
