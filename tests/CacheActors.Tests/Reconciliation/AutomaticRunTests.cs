using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Reconciliation;
using CacheActors.Tests.Eviction;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Reconciliation;

/// <summary>What a cache finds that nobody asked to look.</summary>
public sealed class AutomaticRunTests : IDisposable
{
    private readonly TestCache _test = new() { Options = { Reconciliation = { Automatic = true, Interval = null } } };

    private CacheFolder Folder => new(_test.Options.Folder);

    private VerificationMemory Memory => _test.Inside.Reconciliation.Memory;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task After_a_start_what_happened_while_it_was_closed_is_found()
    {
        await _test.OpenAsync();
        await RunOfAsync(null);
        var keys = await _test.StoreAsync(3);
        await _test.Cache.DisposeAsync();
        File.Delete(Folder.AudioPath(keys[1], AudioFormat.Wav));

        await _test.OpenAsync();

        await Eventually.ShouldBeTrueAsync(async () => await StateAsync(keys[1]) == "missing");
    }

    [Fact]
    public async Task A_start_that_finds_the_folder_as_it_was_left_looks_at_nothing()
    {
        await _test.OpenAsync();
        await RunOfAsync(null);
        await _test.StoreAsync(3);
        var ran = Memory.LastRun;

        await _test.ReopenAsync();
        // Asked for after the scheduler had its turn: were there a run of its own, this one would be refused.
        _test.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_test.Clock.NextTimer is not null));

        Memory.LastRun.ShouldBe(ran);
    }

    [Fact]
    public async Task At_night_a_flipped_bit_is_found_and_what_is_intact_is_not_read_again_for_long()
    {
        _test.Options.Reconciliation.Interval = TimeSpan.FromDays(1);
        await _test.OpenAsync();
        await RunOfAsync(null);
        var keys = await _test.StoreAsync(3);
        var path = Folder.AudioPath(keys[0], AudioFormat.Wav);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        var last = Memory.LastRun.ShouldNotBeNull();

        await RunOfAsync(last);

        await Eventually.ShouldBeTrueAsync(async () => await StateAsync(keys[0]) == "missing");
        Memory
            .Coverage(last)
            .ShouldSatisfyAllConditions(
                coverage => coverage.Files.ShouldBe(2),
                coverage => coverage.Verified.ShouldBe(2)
            );
    }

    [Fact]
    public async Task Switched_off_nothing_is_looked_at()
    {
        _test.Options.Reconciliation.Automatic = false;
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(1);
        await _test.Cache.DisposeAsync();
        File.Delete(Folder.AudioPath(keys[0], AudioFormat.Wav));

        await _test.OpenAsync();
        _test.Clock.Advance(TimeSpan.FromDays(3));
        var report = await _test.Cache.ReconcileAsync(new ReconciliationRequest { DryRun = true });

        report.Found.ShouldBe(1);
    }

    // Moves the clock until a run is over that began after the last one.
    private Task RunOfAsync(DateTimeOffset? last) =>
        Eventually.ShouldBeTrueAsync(() =>
        {
            if (Memory.LastRun > (last ?? DateTimeOffset.MinValue))
            {
                return Task.FromResult(true);
            }
            if (last is not null)
            {
                _test.Clock.Advance(TimeSpan.FromMinutes(30));
            }
            return Task.FromResult(false);
        });

    private async Task<string?> StateAsync(EntryKey key) => (await _test.Cache.Reader.FindAsync(key))?.State;
}
