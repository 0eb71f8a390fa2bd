using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests;

/// <summary>Equal audio takes up its space once, from the façade down to the disk.</summary>
public sealed class DeduplicationTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Equal_audio_of_several_entries_is_one_file_and_the_statistics_say_so()
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var audio = await SpeakAsync(cache, "Red.", "Tan.", "Blue");

        var statistics = await cache.StatisticsAsync();

        statistics.Entries.ShouldBe(3);
        statistics.Contents.ShouldBe(1);
        statistics.ContentBytes.ShouldBe(new FileInfo(audio[0].Path).Length);
        statistics.DeduplicatedBytes.ShouldBe(2 * statistics.ContentBytes);
        Ids(audio).Distinct().ShouldHaveSingleItem();
        ShouldAgree(inside, statistics);
    }

    [Fact]
    public async Task Equal_audio_is_one_file_compressed_too()
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var wavs = await SpeakAsync(cache, "Red.", "Tan.", "Something else.");

        (await cache.CompressAsync()).Compressed.ShouldBe(3);

        var m4as = await Task.WhenAll(wavs.Select(wav => cache.TryGetAsync(wav.Key)));
        Ids(m4as!).Distinct().Count().ShouldBe(2);
        var statistics = await cache.StatisticsAsync();
        statistics.Contents.ShouldBe(2);
        ShouldAgree(inside, statistics);
    }

    [Fact]
    public async Task Equal_audio_is_found_after_a_restart_too()
    {
        IReadOnlyList<CachedAudio> before;
        {
            var (first, _) = await OpenAsync();
            await using var closing = first;
            before = await SpeakAsync(first, "Red.");
        }
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;

        var after = await SpeakAsync(cache, "Tan.");

        Ids([.. before, .. after]).Distinct().ShouldHaveSingleItem();
        ShouldAgree(inside, await cache.StatisticsAsync());
    }

    [Fact]
    public async Task An_entry_that_goes_leaves_shared_audio_to_the_others()
    {
        var (cache, inside) = await OpenAsync();
        await using var _ = cache;
        var audio = await SpeakAsync(cache, "Red.", "Tan.");
        var bytes = new FileInfo(audio[0].Path).Length;

        (await EvictAsync(inside, audio[0].Key)).ShouldBe(0);
        File.Exists(audio[0].Path).ShouldBeFalse();
        WavFacts.Read(audio[1].Path).Duration.ShouldBe(audio[1].Duration, TimeSpan.FromMilliseconds(1));
        inside.Room.Ledger.Taken.ShouldBe(bytes);

        (await EvictAsync(inside, audio[1].Key)).ShouldBe(bytes);
        inside.Room.Ledger.Taken.ShouldBe(0);
    }

    private static async Task<long> EvictAsync(OpenCache inside, EntryKey key) =>
        (await inside.Parts.Entries.Ask<EntryReply>(new EntryMessage.Evict(key, EvictionReason.Budget)))
            .ShouldBeOfType<EntryReply.LetGo>()
            .FreedBytes;

    private static IEnumerable<ulong> Ids(IEnumerable<CachedAudio> audio) =>
        audio.Select(a => FileOnDisk.Find(a.Path).ShouldNotBeNull().Id);

    private static void ShouldAgree(OpenCache inside, CacheStatistics statistics)
    {
        inside.Room.Ledger.Taken.ShouldBe(statistics.ContentBytes);
        AudioFolder.Bytes(inside.Folder.AudioFolder).ShouldBe(statistics.ContentBytes);
    }

    private static async Task<IReadOnlyList<CachedAudio>> SpeakAsync(AudioCache cache, params string[] texts) =>
        await Task.WhenAll(texts.Select(text => cache.GetOrSynthesizeAsync(new SynthesisRequest(text, "voice"))));

    private Task<(AudioCache Cache, OpenCache Inside)> OpenAsync() =>
        BrokenCache.OpenAsync(
            new CacheActorsOptions
            {
                Folder = _temporary.At("cache"),
                Compression = { Automatic = false },
                // A run takes space for copies that it keeps meanwhile.
                Reconciliation = { Automatic = false },
            },
            services => services
        );
}
