using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Eviction;

/// <summary>Evicting and clearing on request, through the façade and with real files.</summary>
public sealed class EvictionTests : IDisposable
{
    private const long Tone = TestCache.ToneBytes;
    private readonly TestCache _test = new();

    private AudioCache Cache => _test.Cache;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task What_was_used_least_recently_goes_first_and_no_more_than_needed()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(5);

        var report = await Cache.EvictAsync(toBytes: 5 * Tone - 1);

        report.Victims.Select(victim => victim.Key).ShouldBe([keys[0]]);
        (report.FreedBytes, report.BytesBefore, report.BytesAfter).ShouldBe((Tone, 5 * Tone, 4 * Tone));
        report.Holders.ShouldBeEmpty();
        (await _test.KeysAsync()).ShouldBe(keys[1..], ignoreOrder: true);
        _test.BytesOnDisk().ShouldBe(4 * Tone);
        _test.Inside.Room.Ledger.Taken.ShouldBe(4 * Tone);
    }

    [Fact]
    public async Task Uses_count_before_they_are_journaled()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(5);
        await Cache.TryGetAsync(keys[0]);
        _test.Clock.Advance(TimeSpan.FromSeconds(1));
        await Cache.TryGetAsync(keys[2]);

        var report = await Cache.EvictAsync(toBytes: Tone);

        report.Victims.Select(victim => victim.Key).ShouldBe([keys[1], keys[3], keys[4], keys[0]]);
        (await _test.KeysAsync()).ShouldBe([keys[2]]);
    }

    [Fact]
    public async Task Pinned_owned_and_leased_entries_stay_and_the_report_says_so()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(6);
        await Cache.PinAsync(keys[0]);
        await Cache.AddReferenceAsync(keys[1], new EntryOwner("message", "42"));
        await Cache.AddReferenceAsync(keys[2], new EntryOwner(EntryOwner.Upload, "7"));
        using var lease = await Cache.LeaseAsync(keys[3]);
        await Cache.PinAsync(keys[4]);
        await Cache.UnpinAsync(keys[4]);

        var report = await Cache.EvictAsync(toBytes: 0);

        report.Victims.Select(victim => victim.Key).ShouldBe(keys[4..]);
        report
            .Holders.OrderBy(holder => Array.IndexOf(keys, holder.Key))
            .ShouldBe([
                new SpaceHolder(keys[0], Tone, "pinned"),
                new SpaceHolder(keys[1], Tone, "message:42"),
                new SpaceHolder(keys[2], Tone, "waits for its upload"),
                new SpaceHolder(keys[3], Tone, "in use"),
            ]);
        File.Exists(lease.ShouldNotBeNull().Audio.Path).ShouldBeTrue();
        _test.BytesOnDisk().ShouldBe(4 * Tone);
    }

    [Fact]
    public async Task A_dry_run_lists_what_a_run_then_lets_go_and_lets_nothing_go()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(8);
        await _test.StoreAsync(2, voice: "other");
        await Cache.PinAsync(keys[3]);
        await Cache.TryGetAsync(keys[2]);
        using var lease = await Cache.LeaseAsync(keys[4]);

        var planned = await Cache.EvictAsync(toBytes: 4 * Tone, dryRun: true);
        var untouched = await _test.KeysAsync();
        var done = await Cache.EvictAsync(toBytes: 4 * Tone);

        untouched.Count.ShouldBe(10);
        planned.Victims.Count.ShouldBeGreaterThanOrEqualTo(4);
        done.Victims.ShouldBe(planned.Victims);
        done.BytesBefore.ShouldBe(planned.BytesBefore);
        done.BytesAfter.ShouldBe(planned.BytesAfter);
    }

    [Fact]
    public async Task A_cache_that_is_small_enough_loses_nothing()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(3);

        (await Cache.EvictAsync()).Victims.ShouldBeEmpty();
        (await Cache.EvictAsync(toBytes: 3 * Tone)).Victims.ShouldBeEmpty();

        (await _test.KeysAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Entries_that_share_their_content_go_together_when_the_turn_of_the_newer_one_has_come()
    {
        await _test.OpenAsync();
        var shared = (await _test.StoreAsync(1))[0];
        var middle = (await _test.StoreAsync(1, from: 1))[0];
        var twin = (await _test.StoreAsync(1, voice: "other"))[0];
        var newest = (await _test.StoreAsync(1, from: 2))[0];

        (await Cache.EvictAsync(toBytes: 2 * Tone)).Victims.Select(victim => victim.Key).ShouldBe([middle]);
        (await Cache.EvictAsync(toBytes: Tone)).Victims.Select(victim => victim.Key).ShouldBe([shared, twin]);

        (await _test.KeysAsync()).ShouldBe([newest]);
    }

    [Fact]
    public async Task What_shares_its_content_with_a_pinned_entry_is_not_let_go_in_vain()
    {
        await _test.OpenAsync();
        var shared = (await _test.StoreAsync(1))[0];
        var twin = (await _test.StoreAsync(1, voice: "other"))[0];
        await Cache.PinAsync(twin);

        var report = await Cache.EvictAsync(toBytes: 0);

        report.Victims.ShouldBeEmpty();
        (await _test.KeysAsync()).ShouldBe([shared, twin], ignoreOrder: true);
    }

    [Fact]
    public async Task What_was_evicted_is_made_anew_when_it_is_asked_for()
    {
        await _test.OpenAsync();
        var key = (await _test.StoreAsync(1))[0];
        await Cache.EvictAsync(toBytes: 0);
        (await Cache.TryGetAsync(key)).ShouldBeNull();

        var again = await Cache.GetOrSynthesizeAsync(TestCache.Request(0));

        (again.Key, again.Hit).ShouldBe((key, false));
        File.Exists(again.Path).ShouldBeTrue();
        (await Cache.Reader.HistoryAsync(key))
            .ShouldNotBeNull()
            .Events.Select(journaled => journaled.Type)
            .ShouldBe(["Synthesized", "Evicted", "Synthesized"]);
    }

    [Fact]
    public async Task Clearing_lets_everything_go_pins_and_owners_included()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(4);
        await Cache.PinAsync(keys[0]);
        await Cache.AddReferenceAsync(keys[1], new EntryOwner("message", "42"));

        var report = await Cache.ClearAsync();

        report.Victims.Select(victim => victim.Key).ShouldBe(keys);
        (report.BytesBefore, report.BytesAfter).ShouldBe((4 * Tone, 0));
        (await _test.KeysAsync()).ShouldBeEmpty();
        _test.BytesOnDisk().ShouldBe(0);
        var totals = await Cache.StatisticsAsync();
        (totals.Entries, totals.Pinned, totals.Referenced, totals.ContentBytes).ShouldBe((0, 0, 0, 0));
        (await Cache.Reader.FindAsync(keys[0])).ShouldNotBeNull().EvictionReason.ShouldBe(EvictionReason.Cleared);
    }

    [Fact]
    public async Task A_file_that_is_being_read_goes_when_its_lease_ends_after_clearing()
    {
        await _test.OpenAsync();
        var key = (await _test.StoreAsync(1))[0];
        var lease = (await Cache.LeaseAsync(key)).ShouldNotBeNull();

        await Cache.ClearAsync();

        File.Exists(lease.Audio.Path).ShouldBeTrue();
        lease.Dispose();
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(!File.Exists(lease.Audio.Path)));
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_test.Inside.Room.Ledger.Taken == 0));
    }

    [Fact]
    public async Task What_is_stored_again_under_a_lease_of_what_was_cleared_stays()
    {
        await _test.OpenAsync();
        var key = (await _test.StoreAsync(1))[0];
        var lease = (await Cache.LeaseAsync(key)).ShouldNotBeNull();
        await Cache.ClearAsync();
        var again = await Cache.GetOrSynthesizeAsync(TestCache.Request(0));

        lease.Dispose();

        // Whatever the entry does with its old file, it does before it answers this.
        await Cache.PinAsync(key);
        await Cache.EvictAsync(toBytes: 0);
        (await Cache.TryGetAsync(key)).ShouldNotBeNull().Path.ShouldBe(again.Path);
        File.Exists(again.Path).ShouldBeTrue();
        _test.Inside.Room.Ledger.Taken.ShouldBe(Tone);
    }

    [Fact]
    public async Task What_is_cleared_while_its_compressed_file_is_on_the_way_leaves_nothing()
    {
        var encoding = new TaskCompletionSource();
        var cleared = new TaskCompletionSource();
        await _test.OpenAsync(services =>
            services with
            {
                Encoder = new ScriptedEncoder(services.Encoder)
                {
                    Encode = async (real, batch, token) =>
                    {
                        encoding.SetResult();
                        await cleared.Task;
                        return await real.EncodeAsync(batch, token);
                    },
                },
            }
        );
        await _test.StoreAsync(1);
        var compressing = Cache.CompressAsync();
        await encoding.Task;

        await Cache.ClearAsync();
        cleared.SetResult();
        await compressing;

        (await _test.KeysAsync()).ShouldBeEmpty();
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_test.BytesOnDisk() == 0));
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_test.Inside.Room.Ledger.Taken == 0));
    }

    [Fact]
    public async Task What_was_let_go_leaves_memory_at_once()
    {
        await _test.OpenAsync();
        var key = (await _test.StoreAsync(1))[0];
        var entry = _test.Inside.System.ActorSelection($"/user/cacheactors/entries/{key}");
        await entry.ResolveOne(TimeSpan.FromSeconds(30));

        await Cache.EvictAsync(toBytes: 0);

        await Eventually.ShouldBeTrueAsync(async () =>
        {
            try
            {
                await entry.ResolveOne(TimeSpan.FromMilliseconds(50));
                return false;
            }
            catch (ActorNotFoundException)
            {
                return true;
            }
        });
    }

    [Fact]
    public async Task A_caller_that_gives_up_stops_the_eviction_and_what_is_gone_stays_gone()
    {
        using var impatient = new CancellationTokenSource();
        var deleted = 0;
        await _test.OpenAsync(services =>
            services with
            {
                Files = new ScriptedFileStore(services.Files)
                {
                    BeforeDelete = _ =>
                    {
                        if (Interlocked.Increment(ref deleted) == 1)
                        {
                            impatient.Cancel();
                        }
                    },
                },
            }
        );
        await StoreManyAsync(1200);

        await Should.ThrowAsync<OperationCanceledException>(
            Cache.EvictAsync(toBytes: 0, cancellationToken: impatient.Token)
        );

        var left = (await Cache.StatisticsAsync()).Entries;
        left.ShouldBeInRange(1, 1199);
        _test.BytesOnDisk().ShouldBe(left * Tone);
    }

    [Fact]
    public async Task A_negative_size_is_refused()
    {
        await _test.OpenAsync();

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Cache.EvictAsync(toBytes: -1));
    }

    [Fact]
    public async Task An_evictor_that_crashes_answers_who_waits_and_goes_on()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(3);
        var asked = Cache.EvictAsync(toBytes: 0);

        _test.Inside.Parts.Eviction.Tell(Kill.Instance);

        (await Should.ThrowAsync<CacheException>(asked)).Message.ShouldContain("Ask again");
        await Cache.EvictAsync(toBytes: 0);
        (await _test.KeysAsync()).ShouldBeEmpty();
        // What it had asked for before it crashed may still be under way.
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_test.BytesOnDisk() == 0));
    }

    [Fact]
    public async Task What_was_not_used_for_too_long_goes_by_itself()
    {
        _test.Options.Budget.MaxAge = TimeSpan.FromHours(1);
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(4);
        await Cache.PinAsync(keys[0]);
        _test.Clock.Advance(TimeSpan.FromMinutes(40));
        await Cache.TryGetAsync(keys[2]);

        _test.Clock.Advance(TimeSpan.FromMinutes(30));

        await Eventually.ShouldBeTrueAsync(async () => (await _test.KeysAsync()).Count == 2);
        (await _test.KeysAsync()).ShouldBe([keys[0], keys[2]], ignoreOrder: true);
        (await Cache.Reader.FindAsync(keys[1])).ShouldNotBeNull().EvictionReason.ShouldBe(EvictionReason.Age);
    }

    private Task StoreManyAsync(int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Cache.GetOrSynthesizeAsync(TestCache.Request(i))));
}
