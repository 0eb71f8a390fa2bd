using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Views;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CacheActors.Tests.Reconciliation;

public sealed class DamageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_thousand_random_damages_are_all_repaired_or_set_aside_and_nothing_right_is_touched()
    {
        await using var cache = await FilledCache.CreateAsync(1300, options => options.Reconciliation.Operations = 8);
        var vandal = new Vandal(cache, new Random(2026));
        var damages = vandal.Do(1000);
        var untouched = vandal.Untouched.ToDictionary(key => key, key => Identity(cache.PathOf(key)));
        untouched.Count.ShouldBeGreaterThan(100);
        var histories = new Dictionary<EntryKey, int>();
        foreach (var key in vandal.Untouched)
        {
            histories[key] = (await cache.HistoryAsync(key)).Count;
        }

        var report = await cache.Cache.ReconcileAsync(new ReconciliationRequest { Deep = true });

        output.WriteLine(report.Summary);
        report.Failures.ShouldBeEmpty();
        report.Fixed.ShouldBe(report.Found);
        report.Found.ShouldBeGreaterThanOrEqualTo(damages.Count);
        var paths = report.Discrepancies.Select(found => found.Path).ToHashSet();
        foreach (var damage in damages)
        {
            try
            {
                await damage.Check();
                damage.Paths.Where(path => !paths.Contains(path)).ShouldBeEmpty("the report names it");
                foreach (var key in damage.Entries)
                {
                    (await cache.HistoryAsync(key)).ShouldContain(happened => happened.CorrelationId == report.BatchId);
                }
            }
            catch (ShouldAssertException e)
            {
                throw new ShouldAssertException($"{damage.Name}: {e.Message}", e);
            }
        }
        foreach (var (key, identity) in untouched)
        {
            Identity(cache.PathOf(key)).ShouldBe(identity);
            (await cache.HistoryAsync(key)).Count.ShouldBe(histories[key]);
        }
        var again = await cache.Cache.ReconcileAsync(new ReconciliationRequest { Deep = true });
        again.Discrepancies.ShouldBeEmpty();
        again.Failures.ShouldBeEmpty();
        SameAsRebuilt(cache);
    }

    // A file that was written anew, even with the same bytes, would be another.
    private static (ulong Id, string Sha256, DateTime Written) Identity(string path) =>
        (FileOnDisk.Find(path)!.Value.Id, FilledCache.Sha256(path), File.GetLastWriteTimeUtc(path));

    private static void SameAsRebuilt(FilledCache cache)
    {
        var rebuilt = Path.Combine(cache.Folder.Root, "rebuilt.db");
        using (var runner = new ProjectionRunner(cache.Folder.JournalPath, rebuilt))
        {
            runner.CatchUp();
        }
        using var views = ViewDatabase.OpenReadOnly(cache.Folder.ViewsPath).ShouldNotBeNull();
        using var others = ViewDatabase.OpenReadOnly(rebuilt).ShouldNotBeNull();
        ViewDigest.Compute(views).ShouldBe(ViewDigest.Compute(others));
    }
}
