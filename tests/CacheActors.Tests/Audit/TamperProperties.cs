using System.Globalization;
using CacheActors.Audit;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Audit;

/// <summary>Whatever is done to sealed rows with an SQLite tool, every one of them is named, and no other.</summary>
public sealed class TamperProperties
{
    private const int Rows = JournalSealer.BlockRows + 500;

    private static readonly string[] Edits =
    [
        "created = created + 1",
        "deleted = 1 - deleted",
        "message = message || x'20'",
        "message = x''",
        "manifest = 'pinned.v1'",
        "identifier = identifier + 1",
        "writer_uuid = 'somebody'",
        "persistence_id = persistence_id || '0'",
        "sequence_number = sequence_number + 100000",
    ];

    [Fact]
    public void Random_edits_removals_and_additions_are_each_named() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(25),
            Prop.ForAll(Changes().ToArbitrary(), changes => IsNamed(changes))
        );

    private static Gen<Change[]> Changes() =>
        (
            from ordering in Gen.Choose(1, Rows)
            from kind in Gen.Choose(0, 3)
            from edit in Gen.Elements(Edits)
            from move in Gen.Choose(1, 1000)
            select new Change(ordering, kind, edit, move)
        )
            .ArrayOf()
            .Resize(12);

    private static void IsNamed(Change[] changes)
    {
        using var journal = new SealedJournal();
        journal.Append(Rows / 2);
        journal.Seal();
        journal.Append(Rows - Rows / 2);
        journal.Seal();
        var expected = new SortedDictionary<long, string>();
        foreach (var change in changes.DistinctBy(change => change.Ordering))
        {
            switch (change.Kind)
            {
                case 0:
                    journal.Execute($"UPDATE journal SET {change.Edit} WHERE ordering = {change.Ordering}");
                    expected[change.Ordering] = "rowEdited";
                    break;
                case 1:
                    journal.Execute($"DELETE FROM journal WHERE ordering = {change.Ordering}");
                    expected[change.Ordering] = "rowRemoved";
                    break;
                case 2:
                    // To before the first row: a place that was sealed, and had none.
                    journal.Execute(
                        $"UPDATE journal SET ordering = {-change.Ordering} WHERE ordering = {change.Ordering}"
                    );
                    expected[change.Ordering] = "rowRemoved";
                    expected[-change.Ordering] = "rowAdded";
                    break;
                default:
                    journal.Execute(
                        $"INSERT INTO journal (ordering, created, deleted, persistence_id, sequence_number, message) VALUES ({-Rows - change.Move}, 0, 0, 'forged-{change.Move}', 1, x'00') ON CONFLICT DO NOTHING"
                    );
                    expected[-Rows - change.Move] = "rowAdded";
                    break;
            }
        }

        var found = journal
            .SealProblems()
            .ToDictionary(
                problem => long.Parse(problem.Detail.Split(' ', ',')[1], CultureInfo.InvariantCulture),
                problem => problem.Kind
            );

        found.OrderBy(x => x.Key).ShouldBe(expected);
    }

    private sealed record Change(int Ordering, int Kind, string Edit, int Move);
}
