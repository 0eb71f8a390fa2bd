using Shouldly;
using Xunit;
using Xunit.Sdk;

namespace ActorRuntime.TestKit.Tests;

public class AwaitingTests : ActorTest
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void An_assertion_is_tried_until_it_holds()
    {
        var tries = 0;

        AwaitAssert(() => (++tries).ShouldBe(3), interval: Moment);

        tries.ShouldBe(3);
    }

    [Fact]
    public void The_last_failure_of_an_assertion_comes_out()
    {
        Should
            .Throw<ShouldAssertException>(() => AwaitAssert(() => 1.ShouldBe(2), Soon, Moment))
            .Message.ShouldContain("2");
    }

    [Fact]
    public async Task An_async_assertion_is_tried_until_it_holds()
    {
        var tries = 0;

        await AwaitAssertAsync(
            async () =>
            {
                await Task.Yield();
                (++tries).ShouldBe(3);
            },
            interval: Moment
        );

        tries.ShouldBe(3);
    }

    [Fact]
    public async Task A_condition_is_awaited()
    {
        var looks = 0;

        AwaitCondition(() => ++looks == 3, max: null, Moment);
        await AwaitConditionAsync(() => Task.FromResult(++looks == 6), max: null, Moment);

        looks.ShouldBe(6);
    }

    [Fact]
    public async Task A_condition_that_stays_false_fails()
    {
        Should
            .Throw<FailException>(() => AwaitCondition(() => false, Soon, "a hint"))
            .Message.ShouldBe("Timeout 30 ms expired while waiting for condition. a hint");
        await Should.ThrowAsync<FailException>(() => AwaitConditionAsync(() => false, Soon, "a hint"));
    }

    [Fact]
    public async Task A_condition_that_stays_false_can_be_reported_instead()
    {
        AwaitConditionNoThrow(() => false, Soon).ShouldBeFalse();
        AwaitConditionNoThrow(() => true, Soon).ShouldBeTrue();
        (await AwaitConditionNoThrowAsync(() => false, Soon)).ShouldBeFalse();
    }

    [Fact]
    public void What_a_condition_throws_comes_out()
    {
        Should.Throw<FormatException>(() => AwaitCondition(() => throw new FormatException()));
    }
}
