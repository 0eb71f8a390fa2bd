using CacheActors.Domain.Entries;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Reconciliation;

public sealed class QuarantineTests
{
    [Fact]
    public async Task A_file_that_was_put_aside_is_listed_and_put_back_and_its_entry_plays_again()
    {
        await using var cache = await FilledCache.CreateAsync(3);
        var key = cache.Keys[0];
        var path = cache.PathOf(key);
        var content = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, content[..^100]);
        await cache.Cache.ReconcileAsync();

        var aside = (await cache.Cache.ListQuarantineAsync()).ShouldHaveSingleItem();
        aside.Path.ShouldBe(path);
        aside.Key.ShouldBe(key);
        aside.SizeBytes.ShouldBe(content.Length - 100);
        aside.At.ShouldBe(cache.Clock.GetUtcNow());
        aside.KeptUntil.ShouldBe(cache.Clock.GetUtcNow().AddDays(30));
        // Mended by hand.
        await File.WriteAllBytesAsync(Path.Combine(cache.Folder.QuarantineFolder, aside.Name), content);
        var taken = cache.Inside.Room.Ledger.Taken;
        var restored = await cache.Cache.RestoreAsync(aside.Name);

        restored.Path.ShouldBe(path);
        restored.Key.ShouldBe(key);
        restored.Discrepancy.ShouldNotBeNull().FixedAt.ShouldNotBeNull();
        (await cache.StateAsync(key)).ShouldBeAssignableTo<EntryState.Held>();
        (await cache.Cache.ListQuarantineAsync()).ShouldBeEmpty();
        (await cache.Cache.ReconcileAsync(new ReconciliationRequest { Deep = true })).Found.ShouldBe(0);
        cache.Inside.Room.Ledger.Taken.ShouldBe(taken + content.Length);
    }

    [Fact]
    public async Task What_was_nobodys_is_put_back_too()
    {
        await using var cache = await FilledCache.CreateAsync(1);
        var path = Path.Combine(cache.Folder.AudioFolder, "ab", "Ünser Ton.wav");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, cache.NewWav());
        await cache.Cache.ReconcileAsync();

        var name = (await cache.Cache.ListQuarantineAsync()).ShouldHaveSingleItem().Name;

        (await cache.Cache.RestoreAsync(name)).ShouldBe(new RestoredFile(path, null, null));
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_whose_place_is_taken_stays_in_quarantine()
    {
        await using var cache = await FilledCache.CreateAsync(1);
        var path = Path.Combine(cache.Folder.AudioFolder, "some.wav");
        await File.WriteAllTextAsync(path, "first");
        await cache.Cache.ReconcileAsync();
        await File.WriteAllTextAsync(path, "second");
        var name = (await cache.Cache.ListQuarantineAsync()).ShouldHaveSingleItem().Name;
        var taken = cache.Inside.Room.Ledger.Taken;

        var refused = await Should.ThrowAsync<QuarantineException>(() => cache.Cache.RestoreAsync(name));

        refused.Message.ShouldContain(path);
        (await File.ReadAllTextAsync(path)).ShouldBe("second");
        (await cache.Cache.ListQuarantineAsync()).ShouldHaveSingleItem();
        cache.Inside.Room.Ledger.Taken.ShouldBe(taken);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("")]
    [InlineData("../journal.db")]
    public async Task A_name_that_is_not_there_is_refused(string name)
    {
        await using var cache = await FilledCache.CreateAsync(1);

        await Should.ThrowAsync<QuarantineException>(() => cache.Cache.RestoreAsync(name));
    }

    [Fact]
    public async Task What_was_in_staging_or_nowhere_is_not_put_back()
    {
        await using var cache = await FilledCache.CreateAsync(1);
        await File.WriteAllTextAsync(Path.Combine(cache.Folder.StagingFolder, "left.part"), "left");
        await File.WriteAllTextAsync(Path.Combine(cache.Folder.QuarantineFolder, "by hand"), "by hand");
        await cache.Cache.ReconcileAsync();

        foreach (var file in await cache.Cache.ListQuarantineAsync())
        {
            await Should.ThrowAsync<QuarantineException>(() => cache.Cache.RestoreAsync(file.Name));
        }
        (await cache.Cache.ListQuarantineAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task After_its_time_a_file_is_deleted_by_the_next_run_and_not_before()
    {
        await using var cache = await FilledCache.CreateAsync(1, o => o.Quarantine.Keep = TimeSpan.FromDays(7));
        var byHand = Path.Combine(cache.Folder.QuarantineFolder, "by hand");
        await File.WriteAllTextAsync(byHand, "not ours");
        await File.WriteAllTextAsync(Path.Combine(cache.Folder.AudioFolder, "garbage"), "garbage");
        await cache.Cache.ReconcileAsync();
        cache.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        (await cache.Cache.ReconcileAsync()).Expired.ShouldBe(0);
        cache.Clock.Advance(TimeSpan.FromSeconds(1));

        (await cache.Cache.ReconcileAsync(new ReconciliationRequest { DryRun = true })).Expired.ShouldBe(0);
        (await cache.Cache.ReconcileAsync()).Expired.ShouldBe(1);

        cache.Quarantined().ShouldBe([byHand]);
    }
}
