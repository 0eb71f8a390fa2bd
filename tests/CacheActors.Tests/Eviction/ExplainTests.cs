using CacheActors.Domain.Entries;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Eviction;

public sealed class ExplainTests : IDisposable
{
    private const long Tone = TestCache.ToneBytes;
    private readonly TestCache _test = new() { Options = { Budget = { MaxBytes = 1_000_000 } } };

    private AudioCache Cache => _test.Cache;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task An_entry_that_may_go_is_told_its_place_and_what_would_have_to_be_needed()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(3);
        await Cache.TryGetAsync(keys[0]);
        await _test.ReopenAsync();

        var next = (await Cache.ExplainAsync(keys[1])).ShouldNotBeNull();
        var last = (await Cache.ExplainAsync(keys[0])).ShouldNotBeNull();

        next.WhyHere.ShouldBe("Synthesized by tones 2031-05-06 07:09:09 UTC. Never used since.");
        next.WhyKept.ShouldBe(
            $"It may be evicted, as number 1 of 3: when room for more than {1_000_000 - 3 * Tone} bytes is needed."
        );
        next.Next.ShouldBe("It stays a WAV until somebody compresses it.");
        next.EvictionRank.ShouldBe(1);
        last.WhyKept.ShouldBe(
            $"It may be evicted, as number 3 of 3: when room for more than {1_000_000 - Tone} bytes is needed."
        );
        last.EvictionRank.ShouldBe(3);
        last.Entry.LastAccessed.ShouldBe(_test.Clock.GetUtcNow());
    }

    [Fact]
    public async Task An_entry_that_stays_is_told_everything_that_keeps_it()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(2);
        await Cache.PinAsync(keys[0]);
        foreach (var id in new[] { "1", "2", "3", "4", "5" })
        {
            await Cache.AddReferenceAsync(keys[0], new EntryOwner("message", id));
        }
        await Cache.AddReferenceAsync(keys[0], new EntryOwner(EntryOwner.Upload, "9"));
        using var lease = await Cache.LeaseAsync(keys[0]);

        var kept = (await Cache.ExplainAsync(keys[0])).ShouldNotBeNull();

        kept.WhyKept.ShouldBe(
            "It is not evicted: pinned and waits for its upload and message:1 and message:2 and message:3 "
                + "and 2 more owners and in use."
        );
        kept.EvictionRank.ShouldBeNull();
        (await Cache.ExplainAsync(keys[1])).ShouldNotBeNull().EvictionRank.ShouldBe(1);
    }

    [Fact]
    public async Task An_evicted_entry_is_told_when_and_why()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(11);
        await _test.StoreAsync(1, from: 11);
        await Cache.ClearAsync();

        var forRoom = (await Cache.ExplainAsync(keys[0])).ShouldNotBeNull();
        var cleared = (await Cache.ExplainAsync(keys[1])).ShouldNotBeNull();

        forRoom.WhyHere.ShouldStartWith(
            "Synthesized by tones 2031-05-06 07:08:09 UTC, and evicted 2031-05-06 07:19:09 UTC: room was needed"
        );
        forRoom.WhyKept.ShouldBe("It is not here any more.");
        cleared.WhyHere.ShouldEndWith("the audio was cleared.");
        cleared.EvictionRank.ShouldBeNull();
    }

    [Fact]
    public async Task What_comes_next_is_compression_and_the_end_of_its_age()
    {
        _test.Options.Budget.MaxAge = TimeSpan.FromDays(30);
        await _test.OpenAsync();
        var key = (await _test.StoreAsync(1))[0];
        await Cache.TryGetAsync(key);

        var wav = (await Cache.ExplainAsync(key)).ShouldNotBeNull();
        await Cache.CompressAsync();
        var m4a = (await Cache.ExplainAsync(key)).ShouldNotBeNull();

        wav.Next.ShouldBe(
            "It stays a WAV until somebody compresses it. "
                + "Unless it is used before, it is evicted for its age after 2031-06-05 07:09:09 UTC."
        );
        m4a.Next.ShouldStartWith("Nothing: it is compressed.");
    }

    [Fact]
    public async Task An_unknown_key_has_no_explanation()
    {
        await _test.OpenAsync();

        (await Cache.ExplainAsync(EntryKey.For("voice", "Never.", 1))).ShouldBeNull();
    }
}
