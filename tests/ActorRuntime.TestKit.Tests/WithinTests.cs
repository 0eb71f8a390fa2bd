using Shouldly;
using Xunit;
using Xunit.Sdk;

namespace ActorRuntime.TestKit.Tests;

public class WithinTests : ActorTest
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public void Expectations_inside_have_what_is_left()
    {
        Within(
            Long,
            () =>
            {
                Remaining.ShouldBeInRange(TimeSpan.Zero, Long);
                RemainingOrDefault.ShouldBeLessThanOrEqualTo(Long);
                Send("a");
                ExpectMsg("a");
            }
        );

        Should.Throw<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public void An_expectation_without_a_timeout_ends_with_the_block()
    {
        var failure = Should.Throw<FailException>(() => Within(Soon, () => ExpectMsg<string>()));

        failure.Message.ShouldContain("waiting for a message of type System.String");
        Should.Throw<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public void A_block_that_takes_too_long_fails()
    {
        var failure = Should.Throw<FailException>(() => Within(TimeSpan.FromMilliseconds(1), () => ReceiveOne(Soon)));

        failure.Message.ShouldContain("exceeding 1 ms");
    }

    [Fact]
    public void A_block_that_is_too_fast_fails()
    {
        var failure = Should.Throw<FailException>(() => Within(Long / 2, Long, () => { }, hint: "a hint"));

        failure.Message.ShouldContain("should have at least been 30 s");
        failure.Message.ShouldContain("a hint");
    }

    [Fact]
    public void A_block_that_ends_with_silence_may_end_a_little_late()
    {
        Within(Soon, () => ExpectNoMsg());
    }

    [Fact]
    public void An_inner_block_ends_with_the_outer_one()
    {
        Within(
            Long,
            () =>
            {
                var outer = Remaining;
                Within(Long * 2, () => Remaining.ShouldBeLessThanOrEqualTo(outer));
                Within(Soon, () => Remaining.ShouldBeLessThanOrEqualTo(Soon));
                Remaining.ShouldBeGreaterThan(Soon);
            }
        );
    }

    [Fact]
    public void A_least_time_that_is_not_left_fails()
    {
        Should
            .Throw<TrueException>(() => Within(Soon, () => Within(Long, Long, () => { })))
            .Message.ShouldContain("Required min time 60 s not possible");
    }

    [Fact]
    public void What_the_block_returns_is_returned()
    {
        Within(Long, () => 7).ShouldBe(7);
    }

    [Fact]
    public async Task An_async_block_has_the_same_limits()
    {
        (await WithinAsync(Long, () => Task.FromResult(7))).ShouldBe(7);
        await Should.ThrowAsync<FailException>(() =>
            WithinAsync(TimeSpan.FromMilliseconds(1), async () => await ReceiveOneAsync(Soon))
        );
        await Should.ThrowAsync<FailException>(() => WithinAsync(Soon, async () => await ExpectMsgAsync<string>()));
    }
}
