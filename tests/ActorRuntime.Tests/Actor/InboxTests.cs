using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class InboxTests() : ActorTest("akka.actor.inbox { inbox-size = 3, default-timeout = 60s }")
{
    [Fact]
    public void An_answer_is_received_where_no_actor_is()
    {
        var echo = Start(a => a.OnAny(message => a.Sender.Tell(message)));
        using var inbox = Inbox.Create(Sys);

        inbox.Send(echo, "hello");

        inbox.Receive().ShouldBe("hello");
    }

    [Fact]
    public void The_first_message_that_is_wanted_is_received_and_the_others_stay_in_order()
    {
        using var inbox = Inbox.Create(Sys);
        Tell(inbox, "hello", 42, "world");

        inbox.ReceiveWhere(message => message is int).ShouldBe(42);

        inbox.Receive().ShouldBe("hello");
        inbox.Receive().ShouldBe("world");
    }

    [Fact]
    public async Task Who_waits_first_is_served_first_unless_the_message_is_not_wanted()
    {
        using var inbox = Inbox.Create(Sys);
        var first = inbox.ReceiveAsync();
        var second = inbox.ReceiveAsync(Timeout.InfiniteTimeSpan);

        Tell(inbox, 42, "hello");

        (await first.WaitAsync(Patience)).ShouldBe(42);
        (await second.WaitAsync(Patience)).ShouldBe("hello");
    }

    [Fact]
    public async Task Nothing_in_time_is_an_exception_or_for_tasks_a_failure()
    {
        using var inbox = Inbox.Create(Sys);

        Should
            .Throw<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(1)))
            .Message.ShouldContain(inbox.Receiver.Path.ToString());
        var answer = await inbox.ReceiveAsync(TimeSpan.FromSeconds(-1)).WaitAsync(Patience);

        answer.ShouldBeOfType<Status.Failure>().Cause.ShouldBeOfType<TimeoutException>();
    }

    [Fact]
    public async Task A_full_inbox_drops_what_comes_and_warns_once()
    {
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(Warning));
        using var inbox = Inbox.Create(Sys);
        Tell(inbox, 1, 2, 3, 4, 5);

        inbox.Receive().ShouldBe(1);
        inbox.Receive().ShouldBe(2);
        inbox.Receive().ShouldBe(3);

        (await log.Next<Warning>()).Message!.ToString()!.ShouldStartWith("Dropping message");
        await log.ExpectNothingBefore("fence");
        Should.Throw<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void The_end_of_a_watched_actor_is_a_message()
    {
        var (one, other) = (Start(_ => { }), Start(_ => { }));
        using var inbox = Inbox.Create(Sys);
        inbox.Watch(one).ShouldBe(one);
        inbox.WatchWith(other, "gone");

        Sys.Stop(one);
        inbox.Receive().ShouldBeOfType<Terminated>().ActorRef.ShouldBe(one);
        Sys.Stop(other);

        inbox.Receive().ShouldBe("gone");
    }

    [Fact]
    public async Task Who_waits_when_the_inbox_ends_waits_no_longer()
    {
        var inbox = Inbox.Create(Sys);
        var waiting = inbox.ReceiveAsync(Timeout.InfiniteTimeSpan);

        inbox.Dispose();

        (await waiting.WaitAsync(Patience)).ShouldBeOfType<Status.Failure>();
        Should.Throw<ObjectDisposedException>(() => inbox.Receive());
    }

    private static void Tell(Inbox inbox, params object[] messages)
    {
        foreach (var message in messages)
        {
            inbox.Receiver.Tell(message, ActorRefs.NoSender);
        }
    }
}
