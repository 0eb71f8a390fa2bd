using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class StashTests : ActorTest
{
    [Fact]
    public async Task UnstashAll_brings_the_messages_back_in_their_order_before_all_others()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            var open = false;
            a.On<int>(number =>
            {
                if (open)
                {
                    probe.Ref.Tell(number);
                }
                else
                {
                    a.Stash.Stash();
                }
            });
            a.On<string>(_ =>
            {
                open = true;
                a.Self.Tell(4);
                a.Stash.UnstashAll();
            });
        });

        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        actor.Tell("open");

        await probe.Expect(1, 2, 3, 4);
    }

    [Fact]
    public async Task Unstash_brings_back_the_oldest_only()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            var take = 0;
            a.On<int>(number =>
            {
                if (take > 0)
                {
                    take--;
                    probe.Ref.Tell(number);
                }
                else
                {
                    a.Stash.Stash();
                }
            });
            a.On<string>(_ =>
            {
                take = 1;
                a.Stash.Unstash();
                probe.Ref.Tell(a.Stash.Count);
            });
        });

        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("next");
        actor.Tell("next");

        await probe.Expect(1, 1, 0, 2);
    }

    [Fact]
    public async Task A_stashed_message_keeps_its_sender()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            var open = false;
            a.On<int>(number =>
            {
                if (open)
                {
                    a.Sender.Tell(number);
                }
                else
                {
                    a.Stash.Stash();
                }
            });
            a.On<string>(_ =>
            {
                open = true;
                a.Stash.UnstashAll();
            });
        });

        actor.Tell(1, probe.Ref);
        actor.Tell("open", ActorRefs.NoSender);

        await probe.Expect(1);
    }

    [Fact]
    public async Task A_message_cannot_be_stashed_twice()
    {
        var actor = Start(a =>
            a.On<string>(_ =>
            {
                a.Stash.Stash();
                var failure = Should.Throw<IllegalActorStateException>(() => a.Stash.Stash());
                a.Sender.Tell(failure.Message);
                a.Stash.ClearStash();
            })
        );

        (await actor.Ask<string>("twice", Patience)).ShouldContain("more than once");
    }

    [Fact]
    public async Task A_restart_hands_stashed_messages_to_the_new_instance()
    {
        var probe = NewProbe();
        var instance = 0;
        var actor = Start(a =>
        {
            var number = ++instance;
            a.On<int>(value =>
            {
                if (number == 1)
                {
                    a.Stash.Stash();
                }
                else
                {
                    probe.Ref.Tell(value);
                }
            });
            a.On<string>(text => throw new InvalidOperationException(text));
        });

        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("bad");
        actor.Tell(3);

        await probe.Expect(1, 2, 3);
    }

    [Fact]
    public async Task Stashed_messages_of_an_actor_that_stops_become_dead_letters()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var actor = Start(a => a.On<int>(_ => a.Stash.Stash()));
        actor.Tell(1);
        actor.Tell(2);

        actor.Tell(PoisonPill.Instance);

        (await letters.Next<DeadLetter>()).Message.ShouldBe(1);
        (await letters.Next<DeadLetter>()).Message.ShouldBe(2);
    }

    [Fact]
    public async Task A_stashed_Terminated_is_delivered_when_it_is_unstashed()
    {
        var probe = NewProbe();
        var subject = Start(_ => { });
        var actor = Start(a =>
        {
            a.Context.Watch(subject);
            a.On<Terminated>(_ =>
            {
                a.Stash.Stash();
                a.Switch(() => a.On<Terminated>(t => probe.Ref.Tell(t.ActorRef)));
                a.Stash.UnstashAll();
            });
        });
        await Settle(actor);

        Sys.Stop(subject);

        await probe.Expect(subject);
    }

    [Fact]
    public async Task A_bounded_stash_refuses_more_than_its_capacity()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Bounded(probe.Ref)).WithStashCapacity(2));

        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);

        (await probe.Next<StashOverflowException>()).Message.ShouldContain("3");
        await probe.Expect(2, true);
    }

    [Fact]
    public async Task A_bounded_stash_holds_a_hundred_messages_if_nothing_else_is_said()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new BoundedByType(probe.Ref)));

        for (var i = 1; i <= 101; i++)
        {
            actor.Tell(i);
        }

        (await probe.Next<StashOverflowException>()).Message.ShouldContain("101");
        await probe.Expect(100, true);
    }

    [Fact]
    public async Task The_stash_is_not_there_yet_in_the_constructor_but_in_PreStart()
    {
        var probe = NewProbe();
        Start(a =>
        {
            probe.Ref.Tell(a.Stash is null);
            a.OnPreStart = () => probe.Ref.Tell(a.Stash is null);
        });

        await probe.Expect(true, false);
    }

    [Fact]
    public async Task An_unstashed_message_is_handled_before_what_was_sent_meanwhile_by_others()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<int>(_ => a.Stash.Stash());
            a.On<string>(_ =>
            {
                a.Stash.UnstashAll();
                a.Switch(() => a.OnAny(message => probe.Ref.Tell(message)));
            });
        });
        for (var i = 0; i < 100; i++)
        {
            actor.Tell(i);
        }
        actor.Tell("open");
        actor.Tell("after");

        await probe.Expect([.. Enumerable.Range(0, 100).Cast<object>(), "after"]);
    }

    private class Bounded : ReceiveActor, IWithStash
    {
        public Bounded(IActorRef probe)
        {
            Receive<int>(number =>
            {
                try
                {
                    Stash.Stash();
                }
                catch (StashOverflowException overflow)
                {
                    probe.Tell(overflow);
                    probe.Tell(Stash.Count);
                    probe.Tell(Stash.IsFull);
                }
            });
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class BoundedByType(IActorRef probe) : Bounded(probe), IWithBoundedStash;
}
