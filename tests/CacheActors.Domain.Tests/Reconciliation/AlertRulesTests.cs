using CacheActors.Domain.Reconciliation;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Reconciliation;

public class AlertRulesTests
{
    private static readonly AlertLimits Limits = new(OrphansPercent: 10, Ghosts: 5, TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData(100, 10, false)]
    [InlineData(100, 11, true)]
    [InlineData(9, 1, true)]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    public void More_orphans_than_a_tenth_of_the_entries_are_told(int entries, int orphans, bool told) =>
        Kinds(Run(entries, orphans: orphans))
            .ShouldBe(told ? [ReconciliationAlertKind.ManyOrphans] : Array.Empty<ReconciliationAlertKind>());

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void More_ghosts_than_five_are_told(int ghosts, bool told) =>
        Kinds(Run(1000, ghosts: ghosts))
            .ShouldBe(told ? [ReconciliationAlertKind.ManyGhosts] : Array.Empty<ReconciliationAlertKind>());

    [Theory]
    [InlineData(30_000, null, false)]
    [InlineData(30_001, null, true)]
    [InlineData(900_000, 870_000, false)]
    [InlineData(900_000, 869_999, true)]
    public void A_run_over_its_time_is_told_not_counting_that_in_which_it_read(int took, int? reading, bool told)
    {
        var run = Run(1000) with
        {
            Duration = TimeSpan.FromMilliseconds(took),
            Reading = reading is { } time ? TimeSpan.FromMilliseconds(time) : null,
        };

        Kinds(run).ShouldBe(told ? [ReconciliationAlertKind.SlowRun] : Array.Empty<ReconciliationAlertKind>());
    }

    [Fact]
    public void Each_has_its_alert_and_a_sentence_with_its_numbers()
    {
        var run = Run(100, orphans: 40, ghosts: 7) with { Duration = TimeSpan.FromSeconds(31.25) };

        var alerts = AlertRules.Judge(run, Limits).ToList();

        alerts.Count.ShouldBe(3);
        alerts[0].Message.ShouldContain("40 files of no entry beside 100 entries, more than 10 %");
        alerts[1].Message.ShouldContain("7 entries had lost their file, more than 5");
        alerts[2].Message.ShouldContain("31.3 s, more than 30 s");
    }

    private static IEnumerable<ReconciliationAlertKind> Kinds(RunFigures run) =>
        AlertRules.Judge(run, Limits).Select(alert => alert.Kind);

    private static RunFigures Run(int entries, int orphans = 0, int ghosts = 0) =>
        new(
            entries,
            entries,
            new Dictionary<DiscrepancyKind, long>
            {
                [DiscrepancyKind.OrphanedFile] = orphans,
                [DiscrepancyKind.GhostEntry] = ghosts,
            },
            Fixed: 0,
            Failures: 0,
            TimeSpan.FromSeconds(1),
            Reading: null
        );
}
