using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Eviction;

/// <summary>A cache at its limit makes room for what is new, or says what holds it.</summary>
public sealed class RoomMakingTests : IDisposable
{
    private const long Tone = TestCache.ToneBytes;
    private const int Fitting = 11; // tones in a megabyte

    private readonly TestCache _test = new() { Options = { Budget = { MaxBytes = 1_000_000 } } };

    private AudioCache Cache => _test.Cache;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Room_for_a_new_entry_is_made_by_what_was_used_least_recently()
    {
        await _test.OpenAsync();
        var old = await _test.StoreAsync(Fitting);
        await Cache.TryGetAsync(old[0]);

        var fresh = await _test.StoreAsync(2, from: Fitting);

        (await _test.KeysAsync()).ShouldBe([old[0], .. old[3..], .. fresh], ignoreOrder: true);
        (await Cache.Reader.FindAsync(old[1])).ShouldNotBeNull().EvictionReason.ShouldBe(EvictionReason.Budget);
        _test.BytesOnDisk().ShouldBe(Fitting * Tone);
        _test.Inside.Room.Ledger.Taken.ShouldBe(Fitting * Tone);
    }

    [Fact]
    public async Task Many_callers_at_the_limit_are_all_served_and_the_budget_holds()
    {
        var most = 0L;
        await _test.OpenAsync();
        _test.Synthesizer.Before = (_, _) =>
        {
            most = Math.Max(most, _test.BytesOnDisk());
            return Task.CompletedTask;
        };

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 120),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (number, token) =>
                (await Cache.GetOrSynthesizeAsync(TestCache.Request(number), token)).Hit.ShouldBeFalse()
        );

        most.ShouldBeLessThanOrEqualTo(1_000_000);
        _test.BytesOnDisk().ShouldBeInRange((Fitting - 2) * Tone, 1_000_000);
        _test.Inside.Room.Ledger.Taken.ShouldBe(_test.BytesOnDisk());
        (await Cache.StatisticsAsync()).ContentBytes.ShouldBe(_test.BytesOnDisk());
    }

    [Fact]
    public async Task When_nothing_may_go_the_new_entry_fails_with_what_holds_the_space()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(Fitting);
        foreach (var key in keys[..9])
        {
            await Cache.PinAsync(key);
        }
        await Cache.AddReferenceAsync(keys[9], new EntryOwner("message", "42"));
        await Cache.AddReferenceAsync(keys[10], new EntryOwner(EntryOwner.Upload, "1"));
        await Cache.PinAsync(keys[10]);

        var full = await Should.ThrowAsync<CacheFullException>(Cache.GetOrSynthesizeAsync(TestCache.Request(99)));

        full.BudgetBytes.ShouldBe(1_000_000);
        full.Holders.Count.ShouldBe(10);
        full.Holders.Select(holder => holder.Why)
            .Distinct()
            .ShouldBeSubsetOf(["pinned", "message:42", "pinned and waits for its upload"]);
        full.Message.ShouldContain(full.Holders[0].Key.Value);
        (await _test.KeysAsync()).ShouldBe(keys, ignoreOrder: true);
        _test.Inside.Room.Ledger.Taken.ShouldBe(Fitting * Tone);
    }

    [Fact]
    public async Task What_would_not_make_enough_room_is_not_let_go_in_vain()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(Fitting);
        foreach (var key in keys[1..])
        {
            await Cache.PinAsync(key);
        }
        var source = Path.Combine(_test.Options.Folder, "large.wav");
        await File.WriteAllBytesAsync(source, ToneSynthesizer.Wav(TimeSpan.FromSeconds(6)));

        await Should.ThrowAsync<CacheFullException>(Cache.ImportAsync(new ImportRequest(source, "voice")));

        // Its first part found room, and nothing more than that was let go for it.
        (await _test.KeysAsync()).Count.ShouldBeGreaterThanOrEqualTo(Fitting - 1);
        _test.Inside.Room.Ledger.Taken.ShouldBe(_test.BytesOnDisk());
    }

    [Fact]
    public async Task What_is_being_read_holds_its_space()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(Fitting);
        var leases = new List<AudioLease>();
        foreach (var key in keys)
        {
            leases.Add((await Cache.LeaseAsync(key)).ShouldNotBeNull());
        }

        var full = await Should.ThrowAsync<CacheFullException>(Cache.GetOrSynthesizeAsync(TestCache.Request(99)));
        full.Holders.ShouldAllBe(holder => holder.Why == "in use");

        leases[5].Dispose();
        await Cache.GetOrSynthesizeAsync(TestCache.Request(99));
        (await _test.KeysAsync()).ShouldNotContain(keys[5]);
        leases.ForEach(lease => lease.Dispose());
    }

    [Fact]
    public async Task With_automatic_eviction_off_what_does_not_fit_fails()
    {
        _test.Options.Budget.Automatic = false;
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(Fitting);

        var full = await Should.ThrowAsync<CacheFullException>(Cache.GetOrSynthesizeAsync(TestCache.Request(99)));

        full.Message.ShouldContain("budget.automatic");
        (await _test.KeysAsync()).ShouldBe(keys, ignoreOrder: true);
        await Cache.EvictAsync(toBytes: 9 * Tone);
        await Cache.GetOrSynthesizeAsync(TestCache.Request(99));
    }

    [Fact]
    public async Task A_cache_that_is_opened_with_a_smaller_budget_comes_down_to_it_by_itself()
    {
        _test.Options.Budget.MaxBytes = 10_000_000;
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(30);
        await Cache.PinAsync(keys[0]);
        _test.Options.Budget.MaxBytes = 1_000_000;

        await _test.ReopenAsync();

        await Eventually.ShouldBeTrueAsync(async () => (await _test.KeysAsync()).Count == Fitting);
        (await _test.KeysAsync()).ShouldBe([keys[0], .. keys[^(Fitting - 1)..]], ignoreOrder: true);
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_test.Inside.Room.Ledger.Taken == Fitting * Tone));
    }

    [Fact]
    public async Task With_automatic_eviction_off_a_cache_that_is_too_large_stays_as_it_is()
    {
        _test.Options.Budget.MaxBytes = 10_000_000;
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(20);
        _test.Options.Budget.MaxBytes = 1_000_000;
        _test.Options.Budget.Automatic = false;

        await _test.ReopenAsync();

        await Should.ThrowAsync<CacheFullException>(Cache.GetOrSynthesizeAsync(TestCache.Request(99)));
        (await _test.KeysAsync()).ShouldBe(keys, ignoreOrder: true);
    }

    [Fact]
    public async Task With_offline_first_off_nothing_is_evicted_by_itself()
    {
        _test.Options.Budget.MaxBytes = 10_000_000;
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(20);
        _test.Options.Budget.MaxBytes = 1_000_000;
        _test.Options.Budget.MaxAge = TimeSpan.FromMinutes(1);
        _test.Options.OfflineFirst = false;

        await _test.ReopenAsync();
        _test.Clock.Advance(TimeSpan.FromDays(1));

        // Answered in its turn: what the evictor would have done by itself, it would have begun before.
        (await Cache.EvictAsync(toBytes: 10_000_000)).Victims.ShouldBeEmpty();
        (await _test.KeysAsync()).ShouldBe(keys, ignoreOrder: true);
    }

    [Fact]
    public async Task Who_waits_for_room_gets_it_although_the_evictor_crashes()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(Fitting);

        for (var i = 0; i < 5; i++)
        {
            var asked = Cache.GetOrSynthesizeAsync(TestCache.Request(50 + i));
            _test.Inside.Parts.Eviction.Tell(Kill.Instance);
            await asked;
        }

        _test.BytesOnDisk().ShouldBeLessThanOrEqualTo(1_000_000);
    }

    [Fact]
    public async Task While_all_is_being_compressed_who_needs_room_waits_until_that_is_done()
    {
        var (encoding, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        await OpenWithEncoderAsync(encoding, finish.Task);
        await _test.StoreAsync(Fitting - 1);
        var compressing = Cache.CompressAsync();
        await encoding.Task;

        var asked = Cache.GetOrSynthesizeAsync(TestCache.Request(99));
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_test.Inside.Room.IsWanted));
        finish.SetResult();

        (await asked).Hit.ShouldBeFalse();
        await EndAsync(compressing);
        _test.Inside.Room.Ledger.Taken.ShouldBeLessThanOrEqualTo(1_000_000);
    }

    [Fact]
    public async Task A_small_cache_takes_a_long_book_while_it_compresses()
    {
        _test.Options.Compression.Automatic = true;
        _test.Options.Compression.Linger = TimeSpan.Zero;
        await _test.OpenAsync();

        for (var number = 0; number < 5 * Fitting; number++)
        {
            (await Cache.GetOrSynthesizeAsync(TestCache.Request(number))).Hit.ShouldBeFalse();
        }

        await Cache.CompressAsync();
        var states = (await Cache.StatisticsAsync()).States;
        states["m4a"].Entries.ShouldBeGreaterThan(1);
        states["wav"].Entries.ShouldBe(0);
        _test.Inside.Room.Ledger.Taken.ShouldBe(_test.BytesOnDisk());
    }

    [Fact]
    public async Task Everything_in_a_full_cache_is_compressed_although_one_batch_holds_it_all()
    {
        _test.Options.Compression.Processes = 1;
        await _test.OpenAsync();
        await _test.StoreAsync(Fitting);

        await Cache.CompressAsync();

        var states = (await Cache.StatisticsAsync()).States;
        states["m4a"].Entries.ShouldBe(Fitting - 1);
        states["wav"].Entries.ShouldBe(0);
    }

    [Fact]
    public async Task Who_waits_for_a_compression_that_does_not_end_is_told_so_in_the_end()
    {
        var (encoding, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        await OpenWithEncoderAsync(encoding, finish.Task);
        await _test.StoreAsync(Fitting - 1);
        var compressing = Cache.CompressAsync();
        await encoding.Task;
        var asked = Cache.GetOrSynthesizeAsync(TestCache.Request(99));

        await Eventually.ShouldBeTrueAsync(() =>
        {
            _test.Clock.Advance(_test.Options.Compression.TimeLimit);
            return Task.FromResult(asked.IsCompleted);
        });

        (await Should.ThrowAsync<CacheFullException>(asked)).Holders.ShouldAllBe(holder =>
            holder.Why == "being compressed"
        );
        finish.SetResult();
        await EndAsync(compressing);
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_room_leaves_no_trace()
    {
        var (encoding, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        await OpenWithEncoderAsync(encoding, finish.Task);
        await _test.StoreAsync(Fitting - 1);
        var compressing = Cache.CompressAsync();
        await encoding.Task;
        var source = Path.Combine(_test.Options.Folder, "mine.wav");
        await File.WriteAllBytesAsync(source, ToneSynthesizer.Wav(TimeSpan.FromSeconds(3)));
        using var impatient = new CancellationTokenSource();
        var asked = Cache.ImportAsync(new ImportRequest(source, "voice"), impatient.Token);
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_test.Inside.Room.IsWanted));

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asked);
        _test.Inside.Room.IsWanted.ShouldBeFalse();
        finish.SetResult();
        await EndAsync(compressing);
        Directory.GetFiles(Path.Combine(_test.Options.Folder, "staging")).ShouldBeEmpty();
        _test.Inside.Room.Ledger.Taken.ShouldBe(_test.BytesOnDisk());
    }

    // There is room for what the encoder makes of the first entries; all have their grants, and none may go meanwhile.
    private Task OpenWithEncoderAsync(TaskCompletionSource encoding, Task finish)
    {
        _test.Options.Compression.Processes = 1;
        return _test.OpenAsync(services =>
            services with
            {
                Encoder = new ScriptedEncoder(services.Encoder)
                {
                    Encode = async (real, batch, token) =>
                    {
                        encoding.TrySetResult();
                        await finish.WaitAsync(token);
                        return await real.EncodeAsync(batch, token);
                    },
                },
            }
        );
    }

    // What room was made for first, it or the others' compression, is chance: whichever came second may have found none.
    private static async Task EndAsync(Task compressing) =>
        await compressing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
