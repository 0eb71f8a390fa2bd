using CacheActors.Domain.Eviction;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Eviction;

public class EvictionPlanTests
{
    private static readonly Gen<(IReadOnlyList<EvictionCandidate> InTurn, int Bytes)> Cases =
        from candidates in Candidates.Lists
        from bytes in Gen.Choose(0, 300)
        select (candidates, bytes);

    [Fact]
    public void Enough_is_freed_or_everything_that_can_be()
    {
        Properties.Hold(
            Cases,
            x =>
            {
                var freed = Freed(Entries(x.InTurn, x.Bytes));

                freed.ShouldBeGreaterThanOrEqualTo(Math.Min(x.Bytes, Freed(x.InTurn)));
            }
        );
    }

    [Fact]
    public void No_more_is_let_go_than_needed()
    {
        Properties.Hold(
            Cases,
            x =>
            {
                var victims = Entries(x.InTurn, x.Bytes);
                if (victims.Count > 0)
                {
                    Freed(victims.Where(victim => victim.Sha256 != victims[^1].Sha256)).ShouldBeLessThan(x.Bytes);
                }
            }
        );
    }

    [Fact]
    public void What_a_victim_is_said_to_free_is_what_the_disk_gets_back()
    {
        Properties.Hold(
            Cases,
            x =>
                EvictionPlan
                    .Victims(x.InTurn, x.Bytes)
                    .Sum(victim => victim.FreesBytes)
                    .ShouldBe(Freed(Entries(x.InTurn, x.Bytes)))
        );
    }

    [Fact]
    public void Nobody_is_let_go_whose_content_stays()
    {
        Properties.Hold(
            Cases,
            x =>
            {
                var victims = Entries(x.InTurn, x.Bytes);
                foreach (var content in victims.GroupBy(victim => victim.Sha256))
                {
                    content.Count().ShouldBe((int)content.First().Sharing);
                }
            }
        );
    }

    [Fact]
    public void Contents_go_in_the_order_of_their_last_use_and_none_is_left_out()
    {
        Properties.Hold(
            Cases,
            x =>
            {
                var gone = Entries(x.InTurn, x.Bytes).Select(victim => victim.Sha256).Distinct().ToList();
                var inTurn = x
                    .InTurn.GroupBy(candidate => candidate.Sha256)
                    .Where(content => content.Count() == content.First().Sharing)
                    .OrderBy(content => x.InTurn.ToList().IndexOf(content.Last()))
                    .Select(content => content.Key);

                gone.ShouldBe(inTurn.Take(gone.Count));
            }
        );
    }

    [Fact]
    public void Nothing_needed_lets_nothing_go() =>
        Properties.Hold(Candidates.Lists, inTurn => Entries(inTurn, 0).ShouldBeEmpty());

    [Fact]
    public void No_more_candidates_are_read_than_needed()
    {
        var read = 0;

        EvictionPlan.Victims(Endless(), bytesToFree: 250).Count().ShouldBe(3);

        read.ShouldBe(3);

        IEnumerable<EvictionCandidate> Endless()
        {
            while (true)
            {
                yield return Candidates.Of(++read);
            }
        }
    }

    [Fact]
    public void An_old_entry_waits_for_the_newer_one_of_its_content()
    {
        EvictionCandidate[] inTurn =
        [
            Candidates.Of(1, usedAt: 1, content: 7, sharing: 2),
            Candidates.Of(2, usedAt: 2),
            Candidates.Of(3, usedAt: 3, content: 7, sharing: 2),
        ];

        Entries(inTurn, 100).ShouldBe([inTurn[1]]);
        Entries(inTurn, 101).ShouldBe([inTurn[1], inTurn[0], inTurn[2]]);
    }

    private static IReadOnlyList<EvictionCandidate> Entries(IEnumerable<EvictionCandidate> inTurn, long bytes) =>
        [.. EvictionPlan.Victims(inTurn, bytes).Select(victim => victim.Entry)];

    // What a disk would say: a content is gone when all its entries are.
    private static long Freed(IEnumerable<EvictionCandidate> gone) =>
        gone.GroupBy(entry => entry.Sha256)
            .Where(content => content.Count() == content.First().Sharing)
            .Sum(content => content.First().SizeBytes);
}
