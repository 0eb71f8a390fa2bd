using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Reconciliation;
using CacheActors.Tests.Eviction;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Reconciliation;

public sealed class VerificationMemoryTests : IDisposable
{
    private readonly TestCache _test = new();

    private CacheFolder Folder => new(_test.Options.Folder);

    private VerificationMemory Memory => _test.Inside.Reconciliation.Memory;

    private DateTimeOffset Now => _test.Clock.GetUtcNow();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Entries_come_and_go_with_the_views()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(4);
        Memory.Follow();
        Memory.Verified(keys, Now);
        var more = await _test.StoreAsync(1, from: 4);
        await _test.Cache.EvictAsync(3 * TestCache.ToneBytes);

        Memory.Follow();

        Memory.Coverage(Now.AddDays(-1)).ShouldBe(new VerificationCoverage(3, 2, Now.AddMinutes(-1)));
        Memory
            .Next(VerificationPlace.Start, Now.AddDays(1), 10)
            .Select(file => file.Key)
            .ShouldBe([more[0], keys[2], keys[3]]);
    }

    [Fact]
    public async Task A_file_that_is_another_one_now_was_never_verified()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(2);
        Memory.Follow();
        Memory.Verified(keys, Now);
        await _test.Cache.CompressAsync([keys[0]]);

        Memory.Follow();

        var file = Memory.Next(VerificationPlace.Start, Now, 10).ShouldHaveSingleItem();
        file.Key.ShouldBe(keys[0]);
        file.Format.ShouldBe(AudioFormat.M4a);
        file.SizeBytes.ShouldBe(new FileInfo(Folder.AudioPath(keys[0], AudioFormat.M4a)).Length);
        file.Place.VerifiedAt.ShouldBe(0);
    }

    [Fact]
    public async Task The_order_is_gone_through_in_pages_without_a_gap()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(7);
        Memory.Follow();
        Memory.Verified(keys[..3], Now);
        var found = new List<EntryKey>();
        var place = VerificationPlace.Start;
        while (Memory.Next(place, Now.AddDays(1), limit: 2) is { Count: > 0 } page)
        {
            found.AddRange(page.Select(file => file.Key));
            place = page[^1].Place;
        }

        found.Count.ShouldBe(7);
        found.Take(4).ShouldBe(keys[3..]);
        found.Skip(4).ShouldBe(keys[..3], ignoreOrder: true);
    }

    [Fact]
    public async Task It_is_kept_from_start_to_start_and_its_file_may_be_deleted()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(2);
        Memory.Follow();
        Memory.Verified(keys, Now);
        await _test.ReopenAsync();
        Memory.Coverage(Now).Verified.ShouldBe(2);

        await _test.Cache.DisposeAsync();
        File.Delete(Folder.VerificationPath);
        await _test.OpenAsync();
        Memory.Follow();

        Memory.Coverage(Now).ShouldBe(new VerificationCoverage(2, 0, Now.AddMinutes(-2)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    public async Task A_damaged_file_starts_anew(int from)
    {
        await _test.OpenAsync();
        await _test.StoreAsync(2);
        Memory.Follow();
        await _test.Cache.DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(Folder.VerificationPath);
        Array.Fill(bytes, (byte)0xA5, from, bytes.Length - from);
        await File.WriteAllBytesAsync(Folder.VerificationPath, bytes);
        await _test.OpenAsync();

        Memory.Follow();

        Memory.Coverage(Now).Files.ShouldBe(2);
    }
}
