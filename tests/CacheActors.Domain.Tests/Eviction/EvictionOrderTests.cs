using CacheActors.Domain.Entries;
using CacheActors.Domain.Eviction;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Eviction;

public class EvictionOrderTests
{
    private static readonly Gen<(IReadOnlyList<EvictionCandidate> Listed, int[] UsedSince, int PageSize)> Cases =
        from listed in Candidates.Lists
        from usedSince in Gen.Frequency((2, Gen.Constant(-1)), (1, Gen.Choose(0, 60))).ListOf(listed.Count)
        from pageSize in Gen.Choose(1, 9)
        select (listed, usedSince.ToArray(), pageSize);

    [Fact]
    public void Candidates_come_in_the_order_of_their_last_use_whether_the_list_knows_of_it_or_not()
    {
        Properties.Hold(
            Cases,
            x =>
            {
                var uses = Uses(x.Listed, x.UsedSince);
                var expected = x
                    .Listed.Select(c =>
                        uses.TryGetValue(c.Key, out var used) && used > c.LastUse ? c with { LastUse = used } : c
                    )
                    .Order(EvictionCandidate.LeastRecentFirst);

                Read(x.Listed, x.PageSize, key => uses.TryGetValue(key, out var used) ? used : null).ShouldBe(expected);
            }
        );
    }

    [Fact]
    public void An_entry_that_the_list_moves_while_it_is_read_comes_once()
    {
        Properties.Hold(
            Cases,
            x =>
            {
                // Whatever was used since is journaled after the first page: the list shows it again at its new place.
                var uses = Uses(x.Listed, x.UsedSince);
                var moved = x
                    .Listed.Where(c => uses.TryGetValue(c.Key, out var used) && used > c.LastUse)
                    .Select(c => c with { LastUse = uses[c.Key] });
                var shown = x.Listed.Concat(moved).Order(EvictionCandidate.LeastRecentFirst).ToList();

                var read = Read(shown, x.PageSize, key => uses.TryGetValue(key, out var used) ? used : null);

                read.Select(c => c.Key).ShouldBeUnique();
                read.Select(c => c.Key).ShouldBe(x.Listed.Select(c => c.Key), ignoreOrder: true);
                read.ShouldBe(read.Order(EvictionCandidate.LeastRecentFirst));
            }
        );
    }

    [Fact]
    public void Who_was_used_after_being_chosen_has_a_new_turn()
    {
        var order = new EvictionOrder(_ => null);
        order.Add(
            [Candidates.Of(1, usedAt: 1), Candidates.Of(2, usedAt: 2), Candidates.Of(3, usedAt: 3)],
            isLast: true
        );
        order.TryNext(out var first).ShouldBeTrue();

        order.PutBack(first, Candidates.Time(2).AddSeconds(1));

        Rest(order)
            .ShouldBe([
                Candidates.Of(2, usedAt: 2),
                first with
                {
                    LastUse = Candidates.Time(2).AddSeconds(1),
                },
                Candidates.Of(3, usedAt: 3),
            ]);
    }

    [Fact]
    public void Who_was_used_since_waits_for_pages_that_may_hold_older_ones()
    {
        var order = new EvictionOrder(key => key == Candidates.Of(1).Key ? Candidates.Time(10) : null);
        order.Add([Candidates.Of(1, usedAt: 1)], isLast: false);

        order.TryNext(out _).ShouldBeFalse();
        order.NeedsPage.ShouldBeTrue();

        order.Add([Candidates.Of(2, usedAt: 9), Candidates.Of(3, usedAt: 11)], isLast: true);
        Rest(order).Select(c => c.LastUse).ShouldBe([Candidates.Time(9), Candidates.Time(10), Candidates.Time(11)]);
    }

    private static Dictionary<EntryKey, DateTimeOffset> Uses(
        IReadOnlyList<EvictionCandidate> listed,
        int[] usedSince
    ) =>
        listed
            .Zip(usedSince)
            .Where(use => use.Second >= 0)
            .ToDictionary(use => use.First.Key, use => Candidates.Time(use.Second));

    private static List<EvictionCandidate> Read(
        IReadOnlyList<EvictionCandidate> list,
        int pageSize,
        Func<EntryKey, DateTimeOffset?> lastUse
    )
    {
        var order = new EvictionOrder(lastUse);
        var pages = new Queue<EvictionCandidate[]>(list.Chunk(pageSize));
        var read = new List<EvictionCandidate>();
        while (true)
        {
            if (order.TryNext(out var candidate))
            {
                read.Add(candidate);
            }
            else if (order.NeedsPage)
            {
                order.Add(pages.TryDequeue(out var page) ? page : [], isLast: pages.Count == 0);
            }
            else
            {
                return read;
            }
        }
    }

    private static List<EvictionCandidate> Rest(EvictionOrder order)
    {
        var rest = new List<EvictionCandidate>();
        while (order.TryNext(out var candidate))
        {
            rest.Add(candidate);
        }
        return rest;
    }
}
