using CacheActors.Tests.Support;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Audit;

/// <summary>Pages of the journal that are torn or overwritten: what can be read is, and what cannot is named.</summary>
public sealed class DamagedJournalTests : IDisposable
{
    private const int Rows = 2000;

    private readonly SealedJournal _journal = new();

    public DamagedJournalTests()
    {
        _journal.Append(Rows);
        _journal.Seal();
        _journal.Close();
    }

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void A_page_of_rows_that_was_overwritten_costs_its_rows_and_names_them()
    {
        Overwrite(PageOf("journal", leaf: 20));

        var report = _journal.Verify();

        Damage(report).ShouldContain("cannot be read");
        var lost = report.Problems.Where(problem => problem.Kind == "rowUnreadable").ToList();
        lost.Count.ShouldBeInRange(5, 60);
        report.Events.ShouldBe(Rows - lost.Count);
        report.Problems.ShouldNotContain(problem => problem.Kind.StartsWith("rowE") || problem.Kind == "rowRemoved");
        report.Problems.Select(problem => problem.Kind).ShouldContain("sequenceGap");
    }

    [Fact]
    public void Pages_in_several_places_are_each_left_out()
    {
        foreach (var leaf in (int[])[0, 7, 30, 31])
        {
            Overwrite(PageOf("journal", leaf));
        }

        var report = _journal.Verify();

        var lost = report.Problems.Count(problem => problem.Kind == "rowUnreadable");
        lost.ShouldBeGreaterThan(20);
        report.Events.ShouldBe(Rows - lost);
    }

    [Fact]
    public void A_damaged_index_costs_no_row()
    {
        Overwrite(PageOf("journal_uq", leaf: 3));

        var report = _journal.Verify();

        Damage(report).ShouldContain($"all {Rows} rows");
        report.Events.ShouldBe(Rows);
        report.Problems.ShouldNotContain(problem => problem.Kind.StartsWith("row") || problem.Kind.StartsWith("seq"));
    }

    [Fact]
    public void Damaged_tags_cost_no_row()
    {
        Overwrite(PageOf("sqlite_autoindex_tags_1", leaf: 0));

        var report = _journal.Verify();

        Damage(report).ShouldContain($"all {Rows} rows");
        report.Events.ShouldBe(Rows);
        report.Problems.ShouldNotContain(problem => problem.Kind.StartsWith("row") || problem.Kind.StartsWith("seq"));
    }

    [Fact]
    public void A_journal_that_was_cut_off_is_read_up_to_there()
    {
        using (var file = new FileStream(_journal.Folder.JournalPath, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        var report = _journal.Verify();

        Damage(report).ShouldContain("cannot be read");
        report.Events.ShouldBeInRange(1, Rows - 1, report.Problems[0].Detail);
        report.Problems.Count(problem => problem.Kind == "rowUnreadable").ShouldBe(Rows - (int)report.Events);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(60_000)]
    public void A_journal_without_its_head_is_damaged_and_no_crash(int length)
    {
        File.WriteAllBytes(_journal.Folder.JournalPath, [.. Enumerable.Repeat((byte)'x', length)]);

        _journal.Verify().Problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void Whichever_pages_are_overwritten_verification_ends_and_says_so()
    {
        var random = new Random(7);
        var intact = File.ReadAllBytes(_journal.Folder.JournalPath);
        for (var round = 0; round < 30; round++)
        {
            var pages = intact.Length / 4096;
            var damaged = (byte[])intact.Clone();
            for (var hit = 0; hit < 1 + round % 4; hit++)
            {
                var at = random.Next(pages) * 4096 + random.Next(4096);
                random.NextBytes(damaged.AsSpan(at, Math.Min(random.Next(1, 4096), damaged.Length - at)));
            }
            File.WriteAllBytes(_journal.Folder.JournalPath, damaged);

            // Free space on a page, or an index that nothing here reads, may be overwritten without any harm.
            var report = _journal.Verify();
            if (report.Events < Rows)
            {
                report.Problems.ShouldNotBeEmpty();
            }
        }
    }

    private static string Damage(VerifyReport report)
    {
        var problem = report.Problems[0];
        problem.Kind.ShouldBe("journalDamaged");
        return problem.Detail;
    }

    private long PageOf(string tree, int leaf)
    {
        using var connection = new SqliteConnection($"Data Source={_journal.Folder.JournalPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT pageno FROM dbstat WHERE name = '{tree}' AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET {leaf}";
        return (long)command.ExecuteScalar()!;
    }

    private void Overwrite(long page)
    {
        using var file = new FileStream(_journal.Folder.JournalPath, FileMode.Open);
        file.Position = (page - 1) * 4096;
        file.Write([.. Enumerable.Repeat((byte)0xA5, 4096)]);
    }
}
