using Akka.Actor;
using CacheActors.Domain.Reconciliation;
using CacheActors.Reconciliation;
using CacheActors.Tests.Eviction;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Reconciliation;

public sealed class ReconciliationWatchTests : IDisposable
{
    private readonly TestCache _test = new();

    private ReconciliationWatch Watch => _test.Inside.Reconciliation.Watch;

    private VerificationMemory Memory => _test.Inside.Reconciliation.Memory;

    private DateTimeOffset Now => _test.Clock.GetUtcNow();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_run_is_counted_and_remembered()
    {
        await _test.OpenAsync();
        using var sums = new MeterSums(_test.Options.Folder);
        var begun = Now;

        await Watch.EndedAsync(Run(orphans: 2, ghosts: 1, corrected: 3), begun);

        sums["cacheactors.reconciliation.duration metadata"].ShouldBe(2);
        sums["cacheactors.reconciliation.scanned"].ShouldBe(100);
        sums["cacheactors.reconciliation.found orphanedFile"].ShouldBe(2);
        sums["cacheactors.reconciliation.found ghostEntry"].ShouldBe(1);
        sums["cacheactors.reconciliation.fixed"].ShouldBe(3);
        Memory.LastRun.ShouldBe(begun);
        await _test.ReopenAsync();
        Memory.LastRun.ShouldBe(begun);
    }

    [Fact]
    public async Task Alerts_are_counted_and_published_for_the_host()
    {
        await _test.OpenAsync();
        using var sums = new MeterSums(_test.Options.Folder);
        using var inbox = Inbox.Create(_test.Inside.System);
        _test.Inside.System.EventStream.Subscribe(inbox.Receiver, typeof(ReconciliationAlert));

        await Watch.EndedAsync(
            Run(orphans: 11, ghosts: 6, corrected: 17) with
            {
                Duration = TimeSpan.FromMinutes(1),
            },
            Now
        );
        await Watch.FailedAsync(new InvalidOperationException("the disk is on fire"), Now);

        var alerts = Enumerable.Range(0, 4).Select(_ => (ReconciliationAlert)inbox.Receive()).ToList();
        alerts.Select(alert => alert.Kind).ShouldBe(Enum.GetValues<ReconciliationAlertKind>());
        alerts[3].Message.ShouldContain("the disk is on fire");
        alerts.ShouldAllBe(alert => alert.Folder == _test.Options.Folder && alert.At == Now);
        foreach (var kind in (string[])["manyOrphans", "manyGhosts", "slowRun", "failedRun"])
        {
            sums[$"cacheactors.reconciliation.alerts {kind}"].ShouldBe(1);
        }
    }

    [Fact]
    public async Task Limits_of_alerts_are_settings()
    {
        _test.Options.Reconciliation.AlertOrphansPercent = 50;
        _test.Options.Reconciliation.AlertGhosts = 20;
        _test.Options.Reconciliation.AlertDuration = TimeSpan.FromHours(1);
        await _test.OpenAsync();
        using var sums = new MeterSums(_test.Options.Folder);

        await Watch.EndedAsync(
            Run(orphans: 40, ghosts: 20, corrected: 60) with
            {
                Duration = TimeSpan.FromMinutes(9),
            },
            Now
        );
        sums["cacheactors.reconciliation.alerts manyGhosts"].ShouldBe(0);
        await Watch.EndedAsync(Run(orphans: 51, ghosts: 21, corrected: 72), Now);

        sums["cacheactors.reconciliation.alerts manyOrphans"].ShouldBe(1);
        sums["cacheactors.reconciliation.alerts manyGhosts"].ShouldBe(1);
        sums["cacheactors.reconciliation.alerts slowRun"].ShouldBe(0);
    }

    [Theory]
    [InlineData(3, 0, true)]
    [InlineData(2, 0, false)]
    [InlineData(3, 1, false)]
    public async Task Files_and_journal_agree_after_a_run_that_put_everything_right(
        int corrected,
        int failures,
        bool agree
    )
    {
        await _test.OpenAsync();
        Watch.Agrees.ShouldBeFalse();

        await Watch.EndedAsync(Run(orphans: 2, ghosts: 1, corrected, failures), Now);

        Watch.Agrees.ShouldBe(agree);
    }

    [Fact]
    public async Task What_was_not_verified_for_long_shows_in_the_metrics()
    {
        await _test.OpenAsync();
        using var sums = new MeterSums(_test.Options.Folder);
        sums.Observe("cacheactors.reconciliation.unverified.age").ShouldBeNull();
        var made = Now;
        var keys = await _test.StoreAsync(4);
        Memory.Follow();
        Memory.Verified(keys[..1], Now);
        _test.Clock.Advance(TimeSpan.FromHours(1));

        sums.Observe("cacheactors.reconciliation.unverified.age")
            .ShouldBe((Now - made - TimeSpan.FromMinutes(1)).TotalSeconds);
        sums.Observe("cacheactors.reconciliation.verified.share").ShouldBe(0.25);

        Memory.Verified(keys, Now);
        _test.Clock.Advance(TimeSpan.FromDays(31));
        sums.Observe("cacheactors.reconciliation.unverified.age").ShouldBe(TimeSpan.FromDays(31).TotalSeconds);
        sums.Observe("cacheactors.reconciliation.verified.share").ShouldBe(0);
    }

    private static RunFigures Run(int orphans, int ghosts, int corrected, int failures = 0) =>
        new(
            Files: 100,
            Entries: 100,
            new Dictionary<DiscrepancyKind, long>
            {
                [DiscrepancyKind.OrphanedFile] = orphans,
                [DiscrepancyKind.GhostEntry] = ghosts,
            },
            corrected,
            failures,
            TimeSpan.FromSeconds(2),
            Reading: null
        );
}
