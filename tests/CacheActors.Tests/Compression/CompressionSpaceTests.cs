using System.Collections.Concurrent;
using CacheActors.Compression;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Compression;

/// <summary>Compression in a cache that has hardly any room for the compressed files.</summary>
public sealed class CompressionSpaceTests : IDisposable
{
    private const int Entries = 6;

    private readonly TemporaryFolder _temporary = new();
    private readonly ConcurrentQueue<int> _batches = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(40_000, 1)]
    [InlineData(90_000, 2)]
    [InlineData(1_000_000, Entries)]
    public async Task What_fits_is_encoded_and_the_rest_when_the_wavs_are_gone(long free, int firstBatch)
    {
        var wavs = await FillAsync();
        var (cache, inside) = await OpenAsync(wavs + free);
        await using var _ = cache;

        var report = await cache.CompressAsync();

        report.Compressed.ShouldBe(Entries);
        report.Failures.ShouldBeEmpty();
        _batches.First().ShouldBe(firstBatch);
        _batches.Sum().ShouldBe(Entries);
        inside.Room.Ledger.Taken.ShouldBe(report.BytesAfter);
        AudioFolder.Bytes(inside.Folder.AudioFolder).ShouldBe(report.BytesAfter);
    }

    [Fact]
    public async Task When_not_even_one_fits_the_entries_stay_wav_and_whoever_asked_is_told()
    {
        var wavs = await FillAsync();
        var (cache, inside) = await OpenAsync(wavs + 10_000);
        await using var _ = cache;

        await Should.ThrowAsync<CacheFullException>(() => cache.CompressAsync());

        await Eventually.ShouldBeTrueAsync(async () =>
            (await cache.StatisticsAsync()).States["wav"] == new StateTotals(Entries, wavs)
        );
        inside.Room.Ledger.Taken.ShouldBe(wavs);
        _batches.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_encoder_that_fails_or_has_no_disk_gives_back_all_that_was_reserved(bool disk)
    {
        var wavs = await FillAsync();
        var (cache, inside) = await OpenAsync(
            wavs + 1_000_000,
            (_, batch) =>
                disk
                    ? [.. batch.Select(job => new EncodeResult.Postponed(job, Full(job.OutputPath)))]
                    : [.. batch.Select(job => new EncodeResult.Unusable(job, "it is noise"))]
        );
        await using var _ = cache;

        var compressing = cache.CompressAsync();

        if (disk)
        {
            (await Should.ThrowAsync<StorageException>(compressing)).DiskFull.ShouldBeTrue();
        }
        else
        {
            (await compressing).Failures.Count.ShouldBe(Entries);
        }
        inside.Room.Ledger.Taken.ShouldBe(wavs);
    }

    private static StorageException Full(string path) =>
        StorageException.From("write", path, new IOException("full", 28));

    private async Task<long> FillAsync()
    {
        var (cache, inside) = await OpenAsync(long.MaxValue);
        await using var _ = cache;
        for (var i = 0; i < Entries; i++)
        {
            await cache.GetOrSynthesizeAsync(new SynthesisRequest(new string('a', i + 1), "voice"));
        }
        return inside.Room.Ledger.Taken;
    }

    private Task<(AudioCache Cache, OpenCache Inside)> OpenAsync(
        long budget,
        Func<IAudioEncoder, IReadOnlyList<EncodeJob>, IReadOnlyList<EncodeResult>>? encode = null
    )
    {
        var options = new CacheActorsOptions
        {
            Folder = _temporary.At("cache"),
            Budget = { MaxBytes = budget, Automatic = false },
            Compression = { Automatic = false, Processes = 1 },
        };
        return BrokenCache.OpenAsync(
            options,
            services =>
                services with
                {
                    Encoder = new ScriptedEncoder(services.Encoder)
                    {
                        Encode = async (real, batch, token) =>
                        {
                            _batches.Enqueue(batch.Count);
                            return encode?.Invoke(real, batch) ?? await real.EncodeAsync(batch, token);
                        },
                    },
                }
        );
    }
}
