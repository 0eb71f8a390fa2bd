using Akka.TestKit;
using Shouldly;
using Xunit;

namespace ActorRuntime.TestKit.Tests;

public class TestLatchTests : ActorTest
{
    [Fact]
    public void A_latch_opens_when_it_was_counted_down()
    {
        var latch = CreateTestLatch(2);

        latch.CountDown();
        latch.IsOpen.ShouldBeFalse();
        latch.CountDown();

        latch.IsOpen.ShouldBeTrue();
        latch.Ready();
    }

    [Fact]
    public async Task A_test_waits_for_a_latch()
    {
        var latch = CreateTestLatch();
        var waiting = Task.Run(() => latch.Ready());

        latch.CountDown();

        await waiting;
    }

    [Fact]
    public void A_latch_that_stays_closed_fails()
    {
        var failure = Should.Throw<TimeoutException>(() => new TestLatch(3).Ready(Soon));

        failure.Message.ShouldContain("3 of 3");
        Should.Throw<ArgumentException>(() => new TestLatch().Ready(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void A_latch_can_be_opened_and_closed_again()
    {
        var latch = new TestLatch(5);

        latch.Open();
        latch.IsOpen.ShouldBeTrue();

        latch.Reset();
        latch.IsOpen.ShouldBeFalse();
    }
}
