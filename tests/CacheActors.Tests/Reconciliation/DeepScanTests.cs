using System.Collections.Concurrent;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Reconciliation;
using CacheActors.Tests.Eviction;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Reconciliation;

public sealed class DeepScanTests : IDisposable
{
    private readonly TestCache _test = new();
    private readonly List<IDisposable> _opened = [];
    private readonly ConcurrentQueue<EntryKey> _suspects = new();

    private VerificationMemory Memory => _test.Inside.Reconciliation.Memory;

    private DateTimeOffset Now => _test.Clock.GetUtcNow();

    public void Dispose()
    {
        _opened.ForEach(opened => opened.Dispose());
        _test.Dispose();
    }

    [Fact]
    public async Task What_is_intact_is_remembered_and_not_read_again()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(5);
        await _test.Cache.CompressAsync([keys[2]]);

        (await ScanAsync(Now)).ShouldBe(5);

        _suspects.ShouldBeEmpty();
        Memory.Coverage(Now).ShouldBe(new VerificationCoverage(5, 5, Now));
        (await ScanAsync(Now)).ShouldBe(0);
    }

    [Theory]
    [InlineData("one bit")]
    [InlineData("cut off")]
    [InlineData("longer")]
    [InlineData("deleted")]
    [InlineData("a link")]
    [InlineData("a folder")]
    public async Task A_file_that_is_not_as_journaled_is_a_suspect_and_stays_unverified(string damage)
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(3);
        var path = new CacheFolder(_test.Options.Folder).AudioPath(keys[1], AudioFormat.Wav);
        var bytes = await File.ReadAllBytesAsync(path);
        switch (damage)
        {
            case "one bit":
                bytes[^1] ^= 1;
                await File.WriteAllBytesAsync(path, bytes);
                break;
            case "cut off":
                await File.WriteAllBytesAsync(path, bytes[..^1]);
                break;
            case "longer":
                await File.WriteAllBytesAsync(path, [.. bytes, 0]);
                break;
            case "deleted":
                File.Delete(path);
                break;
            case "a link":
                File.Move(path, path + ".moved");
                File.CreateSymbolicLink(path, path + ".moved");
                break;
            case "a folder":
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage), damage, null);
        }

        (await ScanAsync(Now)).ShouldBe(3);

        _suspects.ShouldBe([keys[1]]);
        Memory.Coverage(Now).Verified.ShouldBe(2);
        Memory.Next(VerificationPlace.Start, Now, 10).Select(file => file.Key).ShouldBe([keys[1]]);
    }

    [Fact]
    public async Task Never_verified_files_come_first_the_oldest_of_them_before_then_those_verified_longest_ago()
    {
        await _test.OpenAsync();
        var old = await _test.StoreAsync(3);
        Memory.Follow();
        Memory.Verified([old[2]], Now.AddMinutes(1));
        Memory.Verified([old[0]], Now.AddMinutes(2));
        var young = await _test.StoreAsync(2, from: 3);

        Array.ForEach<EntryKey>([.. old, .. young], Break);

        await ScanAsync(Now.AddDays(1), operations: 1);

        _suspects.ShouldBe([old[1], young[0], young[1], old[2], old[0]]);
    }

    [Fact]
    public async Task A_scan_that_was_cut_off_goes_on_where_it_was_also_after_a_restart()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(6);
        Break(keys[3]);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            Scan(operations: 1).RunOverAllAsync(_ => throw new InvalidOperationException("no"), null, default)
        );
        Memory.Coverage(Now).Verified.ShouldBe(3);
        await _test.ReopenAsync();
        _test.Clock.Advance(TimeSpan.FromDays(2));

        (await Scan(operations: 1).RunOverAllAsync(_suspects.Enqueue, null, default)).ShouldBe(3);
        _suspects.ShouldBe([keys[3]]);
        _test.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Scan(operations: 1).RunOverAllAsync(_suspects.Enqueue, null, default)).ShouldBe(6);
    }

    [Fact]
    public async Task A_scan_that_was_cut_off_long_ago_begins_anew()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(4);
        Memory.Follow();
        Memory.UnfinishedDeepRun = Now.AddDays(-8);
        Memory.Verified((await _test.KeysAsync()).Take(2), Now.AddDays(-8));

        (await Scan().RunOverAllAsync(_suspects.Enqueue, null, default)).ShouldBe(4);

        Memory.UnfinishedDeepRun.ShouldBeNull();
    }

    [Fact]
    public async Task A_cancelled_scan_keeps_what_it_verified()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(4);
        using var cancel = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Scan(operations: 1)
                .RunAsync(
                    Now,
                    _suspects.Enqueue,
                    (done, total) =>
                    {
                        total.ShouldBe(4);
                        if (done == 2)
                        {
                            cancel.Cancel();
                        }
                    },
                    cancel.Token
                )
        );

        _suspects.ShouldBeEmpty();
        Memory.Coverage(Now).Verified.ShouldBe(2);
    }

    [Fact]
    public async Task Files_are_read_no_faster_than_the_rate()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(4);
        var begun = Now;

        var scan = Scan(operations: 2, bytesPerSecond: TestCache.ToneBytes)
            .RunAsync(Now, _suspects.Enqueue, null, default);
        while (!scan.IsCompleted)
        {
            if (_test.Clock.NextTimer is { } next && next < begun.AddSeconds(10))
            {
                _test.Clock.Advance(next - Now);
            }
            await Task.Yield();
        }

        (await scan).ShouldBe(4);
        (Now - begun).ShouldBe(TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(1));
    }

    private Task<int> ScanAsync(DateTimeOffset notSince, int operations = 2) =>
        Scan(operations).RunAsync(notSince, _suspects.Enqueue, null, default);

    private void Break(EntryKey key) =>
        File.AppendAllText(new CacheFolder(_test.Options.Folder).AudioPath(key, AudioFormat.Wav), "!");

    private DeepScan Scan(int operations = 2, long? bytesPerSecond = null)
    {
        var verifier = new FileVerifier(
            new CacheFolder(_test.Options.Folder),
            operations,
            new ByteRate(bytesPerSecond, _test.Clock)
        );
        _opened.Add(verifier);
        return new DeepScan(Memory, verifier, _test.Inside.Io, _test.Clock);
    }
}
