using CacheActors.Domain.Entries;
using CacheActors.Entries;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using static CacheActors.Tests.Entries.ReadyModel;

namespace CacheActors.Tests.Entries;

public class ReadyIndexTests
{
    private readonly ReadyIndex _index = new(capacity: 3, TimeProvider.System);

    public ReadyIndexTests() => _index.Trust.Resume();

    [Fact]
    public void Nobody_is_told_of_a_file_that_was_gone_before_they_asked()
    {
        var steps = Gen.Frequency(
            (2, Gen.Elements(Step.Store, Step.Evict, Step.RefuseToEvict, Step.UseOnly)),
            (5, Gen.Constant(Step.GoOn)),
            (2, Gen.Constant(Step.Project)),
            (2, Gen.Elements(Step.Hit, Step.LoseLine)),
            (6, Gen.Elements(Step.FirstCaller, Step.SecondCaller))
        );
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5_000).WithEndSize(80),
            Prop.ForAll(
                steps.ListOf().ToArbitrary(),
                interleaving =>
                {
                    var model = new ReadyModel();
                    foreach (var step in interleaving)
                    {
                        model.Do(step);
                    }
                    model.Finish();
                }
            )
        );
    }

    [Fact]
    public void A_slow_reading_of_the_views_does_not_bring_back_what_was_evicted()
    {
        _index.Trust.TryBegin(Key("a"), out var reading).ShouldBeTrue();

        _index.Trust.Hold(Key("a"));
        _index.Remove(Key("a"));
        _index.Trust.Expect(Key("a"), 2);
        _index.Trust.Release(Key("a"));
        _index.Trust.Shown(Key("a"), 2);

        _index.TryUse(Audio("a", "stale"), reading, out _).ShouldBeFalse();
        _index.TryUse(Key("a"), out _).ShouldBeFalse();
    }

    [Fact]
    public void While_the_views_are_behind_they_are_not_asked()
    {
        _index.Trust.Expect(Key("a"), 2);

        _index.Trust.TryBegin(Key("a"), out _).ShouldBeFalse();
        _index.Trust.TryBegin(Key("b"), out _).ShouldBeTrue();

        _index.Trust.Shown(Key("a"), 1);
        _index.Trust.TryBegin(Key("a"), out _).ShouldBeFalse();
        _index.Trust.Shown(Key("a"), 2);
        _index.Trust.TryBegin(Key("a"), out _).ShouldBeTrue();
    }

    [Fact]
    public void What_the_actor_says_stands_against_an_older_reading()
    {
        _index.Trust.TryBegin(Key("a"), out var reading).ShouldBeTrue();
        _index.Trust.Expect(Key("a"), 2);
        _index.Put(Audio("a", "new.m4a"));

        _index.TryUse(Audio("a", "old.wav"), reading, out _).ShouldBeFalse();

        Path("a").ShouldBe("new.m4a");
    }

    [Fact]
    public void Views_that_are_made_again_are_not_believed_until_they_are_complete()
    {
        _index.Trust.TryBegin(Key("a"), out var before).ShouldBeTrue();

        _index.Trust.Suspend();
        _index.Trust.TryBegin(Key("a"), out _).ShouldBeFalse();
        _index.Trust.Resume();

        _index.Trust.TryBegin(Key("a"), out var after).ShouldBeTrue();
        _index.Trust.IsStillSo(Key("a"), before).ShouldBeFalse();
        _index.Trust.IsStillSo(Key("a"), after).ShouldBeTrue();
    }

    [Fact]
    public void It_never_holds_more_than_its_capacity_and_keeps_what_is_used()
    {
        _index.Put(Audio("a", "a"));
        for (var i = 0; i < 100; i++)
        {
            Path("a").ShouldBe("a");
            _index.Put(Audio($"{i}", $"{i}"));
        }

        Enumerable.Range(0, 100).Count(i => _index.TryUse(Key($"{i}"), out _)).ShouldBe(2);
        Path("a").ShouldBe("a");
    }

    [Fact]
    public void The_place_of_what_was_removed_is_used_again()
    {
        _index.Put(Audio("a", "a"));
        _index.Put(Audio("b", "b"));
        _index.Put(Audio("c", "c"));
        _index.Remove(Key("b"));
        _index.Put(Audio("d", "d"));

        (Path("a"), Path("c"), Path("d")).ShouldBe(("a", "c", "d"));
    }

    [Fact]
    public void Without_capacity_it_answers_from_the_views_and_keeps_nothing()
    {
        var index = new ReadyIndex(capacity: 0, TimeProvider.System);
        index.Trust.Resume();
        index.Put(Audio("a", "a"));
        index.Trust.TryBegin(Key("a"), out var reading).ShouldBeTrue();

        index.TryUse(Audio("a", "a"), reading, out _).ShouldBeTrue();

        index.TryUse(Key("a"), out _).ShouldBeFalse();
        index.Uses.TakeAll().Entries.ShouldHaveSingleItem().Uses.ShouldBe(1);
    }

    [Fact]
    public void Uses_outlive_the_line_they_were_counted_on()
    {
        var index = new ReadyIndex(capacity: 1, TimeProvider.System);
        index.Put(Audio("a", "a"));
        index.TryUse(Key("a"), out _).ShouldBeTrue();
        index.Put(Audio("b", "b"));
        index.Put(Audio("a", "a"));
        index.TryUse(Key("a"), out _).ShouldBeTrue();
        index.MarkUsed(Key("b"));

        index
            .Uses.TakeAll()
            .Entries.ToDictionary(taken => taken.Of.Key, taken => taken.Uses)
            .ShouldBe(new Dictionary<EntryKey, int> { [Key("a")] = 2, [Key("b")] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void Closed_it_answers_nothing()
    {
        _index.Put(Audio("a", "a"));

        _index.Close();
        _index.Put(Audio("b", "b"));

        _index.TryUse(Key("a"), out _).ShouldBeFalse();
        _index.TryUse(Key("b"), out _).ShouldBeFalse();
    }

    private string? Path(string name) =>
        _index.TryUse(Key(name), out var answer) ? answer.Result.ShouldNotBeNull().Path : null;

    private static EntryKey Key(string name) => EntryKey.For("voice", name, 1);

    private static CachedAudio Audio(string name, string path) =>
        new(Key(name), path, TimeSpan.FromSeconds(1), Hit: false);
}
