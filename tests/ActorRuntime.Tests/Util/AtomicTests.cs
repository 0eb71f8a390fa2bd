using Akka.Util;
using Akka.Util.Internal;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Util;

public sealed class AtomicTests
{
    [Fact]
    public void A_counter_counts_from_zero_unless_told_otherwise()
    {
        new AtomicCounter().Next().ShouldBe(0);
        new AtomicCounterLong().Next().ShouldBe(0);
        new AtomicCounter(5).Next().ShouldBe(6);
    }

    [Fact]
    public void A_counter_says_what_it_was_or_what_it_is()
    {
        var counter = new AtomicCounter(0);

        counter.GetAndIncrement().ShouldBe(0);
        counter.IncrementAndGet().ShouldBe(2);
        counter.GetAndAdd(3).ShouldBe(2);
        counter.AddAndGet(3).ShouldBe(8);
        counter.GetAndDecrement().ShouldBe(8);
        counter.DecrementAndGet().ShouldBe(6);
        counter.Decrement().ShouldBe(5);
        counter.GetAndSet(9).ShouldBe(5);
        counter.CompareAndSet(8, 1).ShouldBeFalse();
        counter.CompareAndSet(9, 1).ShouldBeTrue();
        counter.Current.ShouldBe(1);
        counter.Reset();
        counter.Current.ShouldBe(0);
    }

    [Fact]
    public void No_count_is_lost_between_threads()
    {
        var counter = new AtomicCounterLong(0);

        Parallel.For(0, 10_000, _ => counter.Next());

        counter.ToString().ShouldBe("10000");
    }

    [Fact]
    public void A_switch_and_a_reference_change_only_from_what_is_expected()
    {
        var flag = new AtomicBoolean();
        var text = new AtomicReference<string>("a");

        flag.CompareAndSet(expected: true, newValue: true).ShouldBeFalse();
        flag.CompareAndSet(expected: false, newValue: true).ShouldBeTrue();
        ((bool)flag).ShouldBeTrue();
        flag.GetAndSet(newValue: false).ShouldBeTrue();
        text.CompareAndSet("b", "c").ShouldBeFalse();
        text.CompareAndSet("a", "c").ShouldBeTrue();
        text.GetAndSet("d").ShouldBe("c");
        ((string)text).ShouldBe("d");
    }
}
