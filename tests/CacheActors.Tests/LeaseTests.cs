using System.Collections.Concurrent;
using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests;

/// <summary>Who reads a file goes on reading it, whatever happens to its entry, and the file goes after that.</summary>
public sealed class LeaseTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_reader_reads_the_wav_to_its_end_while_it_is_replaced()
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var audio = await SpeakAsync(cache);
        var bytes = await File.ReadAllBytesAsync(audio.Path);
        await using var stream = (await cache.OpenReadAsync(audio.Key)).ShouldNotBeNull();
        var read = new byte[bytes.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, 1000));

        (await cache.CompressAsync()).Compressed.ShouldBe(1);

        File.Exists(audio.Path).ShouldBeTrue();
        await stream.ReadExactlyAsync(read.AsMemory(1000));
        read.ShouldBe(bytes);
        stream.Length.ShouldBe(bytes.Length);
        var now = (await cache.TryGetAsync(audio.Key)).ShouldNotBeNull();
        now.Path.ShouldEndWith(".m4a");
        inside.Room.Ledger.Taken.ShouldBe(bytes.Length + new FileInfo(now.Path).Length);

        await stream.DisposeAsync();

        await ShouldGoAsync(audio.Path);
        await ShouldTakeUpAsync(inside, new FileInfo(now.Path).Length);
    }

    [Fact]
    public async Task A_leased_path_stays_until_the_last_lease_ends()
    {
        var (cache, _) = await OpenAsync();
        await using var closing = cache;
        var audio = await SpeakAsync(cache);
        var first = (await cache.LeaseAsync(audio.Key)).ShouldNotBeNull();
        var second = (await cache.LeaseAsync(audio.Key)).ShouldNotBeNull();
        await cache.CompressAsync();

        first.Dispose();
        first.Dispose();

        WavFacts.Read(second.Audio.Path).Duration.ShouldBe(audio.Duration, TimeSpan.FromMilliseconds(1));
        second.Dispose();
        await ShouldGoAsync(audio.Path);
    }

    [Theory]
    [InlineData(EvictionReason.Budget)]
    [InlineData(EvictionReason.Age)]
    [InlineData(EvictionReason.Requested)]
    public async Task What_is_read_is_not_evicted(EvictionReason reason)
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var audio = await SpeakAsync(cache);
        var lease = (await cache.LeaseAsync(audio.Key)).ShouldNotBeNull();

        (await EvictAsync(inside, audio.Key, reason)).ShouldBeOfType<EntryReply.InUse>();

        (await cache.TryGetAsync(audio.Key)).ShouldNotBeNull().Path.ShouldBe(audio.Path);
        lease.Dispose();
        (await EvictAsync(inside, audio.Key, reason))
            .ShouldBeOfType<EntryReply.LetGo>()
            .FreedBytes.ShouldBeGreaterThan(0);
        File.Exists(audio.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_cleared_is_gone_at_once_and_its_file_when_the_reader_is_done()
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var audio = await SpeakAsync(cache);
        var bytes = await File.ReadAllBytesAsync(audio.Path);
        await using var stream = (await cache.OpenReadAsync(audio.Key)).ShouldNotBeNull();

        (await EvictAsync(inside, audio.Key, EvictionReason.Cleared))
            .ShouldBeOfType<EntryReply.LetGo>()
            .FreedBytes.ShouldBe(0);

        (await cache.TryGetAsync(audio.Key)).ShouldBeNull();
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        read.ToArray().ShouldBe(bytes);
        inside.Room.Ledger.Taken.ShouldBe(bytes.Length);

        await stream.DisposeAsync();

        await ShouldGoAsync(audio.Path);
        await ShouldTakeUpAsync(inside, 0);
    }

    [Fact]
    public async Task What_is_cleared_and_spoken_again_stays_when_the_old_reader_is_done()
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var audio = await SpeakAsync(cache);
        await using (var stream = (await cache.OpenReadAsync(audio.Key)).ShouldNotBeNull())
        {
            await EvictAsync(inside, audio.Key, EvictionReason.Cleared);
            (await SpeakAsync(cache)).Hit.ShouldBeFalse();
        }

        // A second round trip through the entry: what the end of the lease started is done.
        (await cache.TryGetAsync(audio.Key)).ShouldNotBeNull();
        await cache.PinAsync(audio.Key);

        File.Exists(audio.Path).ShouldBeTrue();
        inside.Room.Ledger.Taken.ShouldBe(AudioFolder.Bytes(inside.Folder.AudioFolder));
    }

    [Fact]
    public async Task A_reader_goes_on_after_the_cache_is_closed_which_leaves_nothing_behind()
    {
        var (first, _) = await OpenAsync();
        var audio = await SpeakAsync(first);
        var bytes = await File.ReadAllBytesAsync(audio.Path);
        await using var stream = (await first.OpenReadAsync(audio.Key)).ShouldNotBeNull();
        var lease = (await first.LeaseAsync(audio.Key)).ShouldNotBeNull();
        await first.CompressAsync();
        File.Exists(audio.Path).ShouldBeTrue();

        await first.DisposeAsync();

        File.Exists(audio.Path).ShouldBeFalse();
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        read.ToArray().ShouldBe(bytes);
        await stream.DisposeAsync();
        lease.Dispose();
        var (cache, inside) = await OpenAsync();
        await using var closing = cache;
        inside.Room.Counted.IsCompletedSuccessfully.ShouldBeTrue();
        inside.Room.Ledger.Taken.ShouldBe(AudioFolder.Bytes(inside.Folder.AudioFolder));
        inside.Room.Ledger.Taken.ShouldBe((await cache.StatisticsAsync()).ContentBytes);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_leased_and_leaves_no_lease()
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var key = EntryKey.For("voice", "Never spoken.", 1);

        (await cache.LeaseAsync(key)).ShouldBeNull();
        (await cache.OpenReadAsync(key)).ShouldBeNull();

        inside.Leases.IsLeased(key).ShouldBeFalse();
        inside.Leases.WhenFree(key, AudioFormat.Wav).IsCompleted.ShouldBeTrue();
        inside.Leases.WhenFree(key, AudioFormat.M4a).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_leaves_no_lease()
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var audio = await SpeakAsync(cache);
        File.Delete(audio.Path);

        await Should.ThrowAsync<StorageException>(() => cache.OpenReadAsync(audio.Key));

        inside.Leases.IsLeased(audio.Key).ShouldBeFalse();
    }

    [Fact]
    public async Task However_many_read_while_everything_changes_each_reads_one_whole_file()
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var keys = new List<EntryKey>();
        for (var i = 0; i < 6; i++)
        {
            keys.Add((await SpeakAsync(cache, new string('x', i + 1))).Key);
        }
        using var done = new CancellationTokenSource();
        var reads = new ConcurrentBag<long>();

        var readers = Enumerable.Range(0, 8).Select(reader => Task.Run(() => ReadAsync(reader))).ToList();
        for (var round = 0; round < 5; round++)
        {
            await cache.CompressAsync();
            foreach (var key in keys)
            {
                await EvictAsync(inside, key, EvictionReason.Budget);
            }
            for (var i = 0; i < keys.Count; i++)
            {
                await SpeakAsync(cache, new string('x', i + 1));
            }
        }
        await done.CancelAsync();
        await Task.WhenAll(readers);

        reads.ShouldNotBeEmpty();
        await Eventually.ShouldBeTrueAsync(() =>
            Task.FromResult(inside.Room.Ledger.Taken == AudioFolder.Bytes(inside.Folder.AudioFolder))
        );

        async Task ReadAsync(int reader)
        {
            for (var i = reader; !done.IsCancellationRequested; i++)
            {
                using var lease = await cache.LeaseAsync(keys[i % keys.Count]);
                if (lease is null)
                {
                    continue;
                }
                var duration = lease.Audio.Path.EndsWith(".wav", StringComparison.Ordinal)
                    ? WavFacts.Read(lease.Audio.Path).Duration
                    : Mp4Facts.Read(lease.Audio.Path).Duration;
                duration.ShouldBe(lease.Audio.Duration, TimeSpan.FromMilliseconds(60));
                reads.Add(new FileInfo(lease.Audio.Path).Length);
            }
        }
    }

    [Fact]
    public async Task A_wav_that_is_cleared_while_it_is_encoded_takes_up_its_space_until_the_encoder_is_done()
    {
        var encoding = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var (cache, inside) = await OpenAsync(services =>
            services with
            {
                Encoder = new ScriptedEncoder(services.Encoder)
                {
                    Encode = async (real, batch, token) =>
                    {
                        encoding.SetResult();
                        await go.Task.WaitAsync(token);
                        return await real.EncodeAsync(batch, token);
                    },
                },
            }
        );
        await using var _ = cache;
        var audio = await SpeakAsync(cache);
        var bytes = new FileInfo(audio.Path).Length;
        var compressing = cache.CompressAsync();
        await encoding.Task;

        (await EvictAsync(inside, audio.Key, EvictionReason.Cleared))
            .ShouldBeOfType<EntryReply.LetGo>()
            .FreedBytes.ShouldBe(0);

        File.Exists(audio.Path).ShouldBeTrue();
        inside.Room.Ledger.Taken.ShouldBeGreaterThanOrEqualTo(bytes);
        go.SetResult();
        (await compressing).Compressed.ShouldBe(0);
        await ShouldGoAsync(audio.Path);
        await ShouldTakeUpAsync(inside, 0);
        Directory.GetFileSystemEntries(inside.Folder.StagingFolder).ShouldBeEmpty();
    }

    private static Task ShouldGoAsync(string path) =>
        Eventually.ShouldBeTrueAsync(() => Task.FromResult(!File.Exists(path)));

    private static Task ShouldTakeUpAsync(OpenCache inside, long bytes) =>
        Eventually.ShouldBeTrueAsync(() => Task.FromResult(inside.Room.Ledger.Taken == bytes));

    private static Task<EntryReply> EvictAsync(OpenCache inside, EntryKey key, EvictionReason reason) =>
        inside.Parts.Entries.Ask<EntryReply>(new EntryMessage.Evict(key, reason));

    private static Task<CachedAudio> SpeakAsync(AudioCache cache, string text = "Read me.") =>
        cache.GetOrSynthesizeAsync(new SynthesisRequest(text, "voice"));

    private Task<(AudioCache Cache, OpenCache Inside)> OpenAsync(Func<CacheServices, CacheServices>? replace = null) =>
        BrokenCache.OpenAsync(
            new CacheActorsOptions { Folder = _temporary.At("cache"), Compression = { Automatic = false } },
            replace ?? (services => services)
        );
}
