using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Entries;

public class UseCountsTests
{
    private readonly TestClock _time = new();

    [Fact]
    public void Uses_are_taken_once_with_the_time_of_the_last()
    {
        var counts = new UseCounts(_time);
        Use(counts, "a");
        _time.Advance(TimeSpan.FromSeconds(10));
        Use(counts, "a");
        _time.Advance(TimeSpan.FromSeconds(5));

        var taken = counts.TakeAll().Entries.ShouldHaveSingleItem();

        taken.Uses.ShouldBe(2);
        taken.Last.ShouldBe(_time.GetUtcNow() - TimeSpan.FromSeconds(5));
        counts.TakeAll().Entries.ShouldBeEmpty();
    }

    [Fact]
    public void The_last_use_is_known_until_the_taking_after_next()
    {
        var counts = new UseCounts(_time);
        counts.LastUse(Key("a")).ShouldBeNull();
        Use(counts, "a");

        counts.LastUse(Key("a")).ShouldNotBeNull();
        counts.TakeAll();
        counts.LastUse(Key("a")).ShouldNotBeNull("the views may not have it yet");
        counts.TakeAll();
        counts.LastUse(Key("a")).ShouldBeNull();
    }

    [Fact]
    public void What_could_not_be_journaled_counts_again()
    {
        var counts = new UseCounts(_time);
        Use(counts, "a");
        var taken = counts.TakeAll().Entries.Single();
        Use(counts, "a");

        counts.GiveBack(taken);

        counts.TakeAll().Entries.Single().Uses.ShouldBe(2);
    }

    [Fact]
    public void Two_counts_of_an_entry_become_one()
    {
        var counts = new UseCounts(_time);
        var (old, young) = (counts.Of(Key("a")), counts.Of(Key("a")));
        old.ShouldNotBeSameAs(young);
        counts.Count(old);
        counts.Count(young);
        counts.Count(young);

        counts.TakeAll().Entries.ShouldHaveSingleItem().Uses.ShouldBe(3);

        counts.Count(young);
        counts.TakeAll().Entries.ShouldHaveSingleItem().Uses.ShouldBe(1);
    }

    [Fact]
    public void An_entry_that_is_gone_takes_its_uses_with_it()
    {
        var counts = new UseCounts(_time);
        Use(counts, "a");

        counts.Forget(Key("a"));

        counts.TakeAll().Entries.ShouldBeEmpty();
        counts.LastUse(Key("a")).ShouldBeNull();
    }

    [Fact]
    public void Past_its_limit_it_drops_and_says_how_many()
    {
        var counts = new UseCounts(_time, limit: 10);
        var crowded = 0;
        counts.Crowded = () => crowded++;
        for (var i = 0; i < 25; i++)
        {
            Use(counts, $"{i}");
        }

        crowded.ShouldBe(1);
        var taken = counts.TakeAll();
        taken.Entries.Count.ShouldBe(10);
        taken.Dropped.ShouldBe(15);

        counts.TakeAll().Dropped.ShouldBe(0);
        Use(counts, "there is room again");
        counts.TakeAll().Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task None_is_lost_or_counted_twice_however_many_count_and_take()
    {
        const int threads = 4;
        const int usesEach = 50_000;
        var counts = new UseCounts(TimeProvider.System);
        var keys = Enumerable.Range(0, 3).Select(i => Key($"{i}")).ToArray();
        var counting = Enumerable
            .Range(0, threads)
            .Select(thread =>
                Task.Run(() =>
                {
                    for (var i = 0; i < usesEach; i++)
                    {
                        // A count that is kept, as a line keeps it, and now and then a new one.
                        counts.Count(counts.Of(keys[(i + thread) % keys.Length]));
                    }
                })
            )
            .ToArray();
        var all = Task.WhenAll(counting);
        var total = 0L;
        while (!all.IsCompleted)
        {
            total += counts.TakeAll().Entries.Sum(taken => taken.Uses);
        }
        await all;

        total += counts.TakeAll().Entries.Sum(taken => taken.Uses);

        total.ShouldBe(threads * usesEach);
    }

    private static void Use(UseCounts counts, string name) => counts.Count(counts.Of(Key(name)));

    private static EntryKey Key(string name) => EntryKey.For("voice", name, 1);
}
