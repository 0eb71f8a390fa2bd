using System.Text;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Reconciliation;

public sealed class PlanTests
{
    [Fact]
    public async Task A_plan_is_done_as_it_was_written_and_what_is_no_longer_so_is_skipped()
    {
        await using var cache = await FilledCache.CreateAsync(120);
        var damages = new Vandal(cache, new Random(3)).Do(60);
        var deleted = damages.First(damage => damage.Name == "delete");
        var garbage = damages.First(damage => damage.Name == "garbage");
        var dry = await cache.Cache.ReconcileAsync(new ReconciliationRequest { DryRun = true, Deep = true });
        var plan = await WriteAndReadAsync(ReconciliationPlan.Of(dry));
        plan.Steps.ShouldBe(dry.Discrepancies);
        // One file more of the entry, and one less of nobody's.
        await File.WriteAllTextAsync(deleted.Paths[0], "half a file");
        File.Delete(garbage.Paths[0]);
        var later = Path.Combine(cache.Folder.AudioFolder, "later.txt");
        await File.WriteAllTextAsync(later, "not in the plan");

        var report = await cache.Cache.ApplyAsync(plan);

        report
            .Skipped.Select(skipped => skipped.Step.Path)
            .ShouldBe([deleted.Paths[0], garbage.Paths[0]], ignoreOrder: true);
        report.Failures.ShouldBeEmpty();
        report.Discrepancies.ShouldAllBe(found => found.FixedAt != null);
        plan.Steps.Select(step => (step.Kind, step.Path))
            .Except(report.Discrepancies.Select(found => (found.Kind, found.Path)))
            .Except(report.Skipped.Select(skipped => (skipped.Step.Kind, skipped.Step.Path)))
            .ShouldBeEmpty();
        report.Fixed.ShouldBe(plan.Steps.Count - 2);
        File.Exists(later).ShouldBeTrue();
        foreach (var damage in damages.Where(damage => damage != deleted && damage != garbage))
        {
            await damage.Check();
        }
        var rest = await cache.Cache.ReconcileAsync(new ReconciliationRequest { Deep = true });
        rest.Discrepancies.Select(found => found.Path).ShouldBe([deleted.Paths[0], later], ignoreOrder: true);
    }

    [Theory]
    [InlineData("/etc/hostname")]
    [InlineData("journal.db")]
    [InlineData("audio/../journal.db")]
    public async Task A_path_outside_the_folders_of_files_is_refused_and_nothing_done(string path)
    {
        await using var cache = await FilledCache.CreateAsync(2);
        File.Delete(cache.PathOf(cache.Keys[0]));
        var dry = await cache.Cache.ReconcileAsync(new ReconciliationRequest { DryRun = true });
        var step = dry.Discrepancies[0];
        var outside = step with { Key = null, Path = Path.Combine(cache.Folder.Root, path) };
        var rows = cache.JournalRows();

        await Should.ThrowAsync<InvalidPlanException>(() =>
            cache.Cache.ApplyAsync(new ReconciliationPlan(dry.EndedAt, Deep: false, [step, outside]))
        );

        cache.JournalRows().ShouldBe(rows);
        File.Exists(cache.Folder.JournalPath).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_of_an_entry_that_is_right_is_not_put_aside_whatever_the_plan_says()
    {
        await using var cache = await FilledCache.CreateAsync(2);
        var path = cache.PathOf(cache.Keys[0]);
        var garbage = Path.Combine(cache.Folder.AudioFolder, "garbage");
        await File.WriteAllTextAsync(garbage, "garbage");
        var dry = await cache.Cache.ReconcileAsync(new ReconciliationRequest { DryRun = true });

        var report = await cache.Cache.ApplyAsync(
            new ReconciliationPlan(dry.EndedAt, Deep: false, [dry.Discrepancies[0] with { Path = path }])
        );

        report.Skipped.ShouldHaveSingleItem();
        File.Exists(path).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"format":"cacheactors-reconciliation-plan","version":2,"steps":[]}""")]
    [InlineData("""{"format":"cacheactors-reconciliation-plan","version":1,"steps":[{"kind":"fire","path":"/a"}]}""")]
    [InlineData(
        """{"format":"cacheactors-reconciliation-plan","version":1,"steps":[{"kind":"ghostEntry","key":"no","path":"/a"}]}"""
    )]
    public async Task What_is_no_plan_is_refused_by_name(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        var refused = await Should.ThrowAsync<InvalidPlanException>(() =>
            ReconciliationPlan.ReadAsync(stream, "my.plan")
        );

        refused.Message.ShouldStartWith("my.plan is no plan");
    }

    private static async Task<ReconciliationPlan> WriteAndReadAsync(ReconciliationPlan plan)
    {
        using var stream = new MemoryStream();
        await plan.WriteAsync(stream);
        stream.Position = 0;
        return await ReconciliationPlan.ReadAsync(stream, "the plan");
    }
}
