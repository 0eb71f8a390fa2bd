using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.TestKit.Tests;

public class TestActorRefTests : ActorTest
{
    [Fact]
    public void A_message_was_handled_when_Tell_returns()
    {
        var counter = ActorOfAsTestActorRef<Counter>("counter");

        counter.Tell(2);
        counter.Tell(3);

        counter.UnderlyingActor.Sum.ShouldBe(5);
        counter.Path.Name.ShouldBe("counter");
        Sys.ActorSelection("/user/counter").Tell(1, TestActor);
        AwaitAssert(() => counter.UnderlyingActor.Sum.ShouldBe(6));
    }

    [Fact]
    public void The_actor_is_there_when_it_was_created()
    {
        var counter = ActorOfAsTestActorRef(() => new Counter(7));

        counter.UnderlyingActor.Sum.ShouldBe(7);
    }

    [Fact]
    public void Messages_between_such_actors_are_handled_in_turn()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        var echo = ActorOfAsTestActorRef<Echo>();

        echo.Tell(4, counter);

        counter.UnderlyingActor.Sum.ShouldBe(4);
        counter.UnderlyingActor.LastSender.ShouldBe(echo);
    }

    [Fact]
    public void Receive_lets_out_what_the_actor_throws()
    {
        var counter = ActorOfAsTestActorRef<Counter>();

        Should.Throw<FormatException>(() => counter.Receive("no number")).Message.ShouldBe("no number");

        counter.Receive(1, TestActor);
        counter.UnderlyingActor.Sum.ShouldBe(1);
        counter.UnderlyingActor.LastSender.ShouldBe(TestActor);
    }

    [Fact]
    public async Task ReceiveAsync_ends_with_the_async_handler()
    {
        var counter = ActorOfAsTestActorRef<Counter>();

        await counter.ReceiveAsync(TimeSpan.FromTicks(5));
        counter.UnderlyingActor.Sum.ShouldBe(5);

        await EventFilter
            .Exception<FormatException>()
            .ExpectOneAsync(() =>
                Should.ThrowAsync<FormatException>(() => counter.ReceiveAsync(TimeSpan.FromTicks(-1)))
            );
    }

    [Fact]
    public async Task ReceiveAsync_waits_for_what_the_handler_awaits()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        var number = new TaskCompletionSource<int>();

        var receiving = counter.ReceiveAsync(number.Task);
        receiving.IsCompleted.ShouldBeFalse();
        number.SetResult(8);
        await receiving;

        counter.UnderlyingActor.Sum.ShouldBe(8);
        var broken = new TaskCompletionSource<int>();
        var failing = counter.ReceiveAsync(broken.Task);
        await EventFilter
            .Exception<FormatException>()
            .ExpectOneAsync(() =>
            {
                broken.SetException(new FormatException());
                return Should.ThrowAsync<FormatException>(() => failing);
            });
    }

    [Fact]
    public void A_failure_after_Tell_goes_to_the_supervisor()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Tell(3);

        EventFilter.Exception<FormatException>("no number").ExpectOne(() => counter.Tell("no number"));

        AwaitAssert(() => counter.UnderlyingActor.Sum.ShouldBe(0));
    }

    [Fact]
    public void A_parent_can_be_given()
    {
        var parent = ActorOfAsTestActorRef<Echo>("parent");

        var child = ActorOfAsTestActorRef<Counter>(parent, "child");

        child.Path.Parent.ShouldBe(parent.Path);
        Watch(child);
        Sys.Stop(parent);
        ExpectTerminated(child);
    }

    [Fact]
    public void A_stopped_actor_has_no_instance()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        Watch(counter);

        counter.Tell(PoisonPill.Instance);

        ExpectTerminated(counter);
        Should.Throw<IllegalActorStateException>(() => counter.UnderlyingActor);
    }

    [Fact]
    public void References_are_equal_if_they_mean_the_same_actor()
    {
        var counter = ActorOfAsTestActorRef<Counter>();

        (counter == counter.Ref).ShouldBeTrue();
        (counter.Ref == counter).ShouldBeTrue();
        (counter != ActorOfAsTestActorRef<Counter>().Ref).ShouldBeTrue();
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter()
            : this(0) { }

        public Counter(int start)
        {
            Sum = start;
            Receive<int>(number =>
            {
                Sum += number;
                LastSender = Sender;
            });
            Receive<string>(text => throw new FormatException(text));
            ReceiveAsync<Task<int>>(async number => Sum += await number);
            ReceiveAsync<TimeSpan>(async time =>
            {
                await Task.Yield();
                Sum += time.Ticks >= 0 ? (int)time.Ticks : throw new FormatException("negative");
            });
        }

        public int Sum { get; private set; }

        public IActorRef? LastSender { get; private set; }
    }
}
