using Akka.TestKit;
using Shouldly;
using Xunit;

namespace ActorRuntime.TestKit.Tests;

public sealed class TestBarrierTests : ActorTest
{
    [Fact]
    public async Task Nobody_passes_before_all_have_come_again_and_again()
    {
        var barrier = CreateTestBarrier(2);
        var passed = 0;
        var other = Task.Run(() =>
        {
            barrier.Await();
            Interlocked.Increment(ref passed);
            barrier.Await();
        });

        Volatile.Read(ref passed).ShouldBe(0);
        barrier.Await();
        barrier.Await();
        await other;

        passed.ShouldBe(1);
    }

    [Fact]
    public async Task A_barrier_where_others_do_not_come_fails_and_can_be_used_after_a_reset()
    {
        var barrier = new TestBarrier(this, 2);

        Should.Throw<TimeoutException>(() => barrier.Await(Soon)).Message.ShouldContain("2");
        barrier.Reset();

        var other = Task.Run(() => barrier.Await(TimeSpan.FromSeconds(60)));
        barrier.Await(TimeSpan.FromSeconds(60));
        await other;
    }
}
