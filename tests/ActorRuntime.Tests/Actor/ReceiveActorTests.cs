using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class ReceiveActorTests : ActorTest
{
    [Fact]
    public async Task Handlers_are_tried_in_the_order_they_were_added()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<int>(n => n > 100, n => probe.Ref.Tell($"large {n}"));
            a.On<int>(n => n > 10, n => probe.Ref.Tell($"medium {n}"));
            a.On<int>(n => probe.Ref.Tell($"small {n}"));
            a.On<int>(_ => probe.Ref.Tell("never"));
        });

        foreach (var number in new[] { 5, 500, 50, 5 })
        {
            actor.Tell(number);
        }

        await probe.Expect("small 5", "large 500", "medium 50", "small 5");
    }

    [Fact]
    public async Task A_handler_takes_derived_types_and_implementations()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<IOException>(_ => probe.Ref.Tell("io"));
            a.On<Exception>(_ => probe.Ref.Tell("exception"));
            a.On<IComparable>(_ => probe.Ref.Tell("comparable"));
        });

        actor.Tell(new FileNotFoundException());
        actor.Tell(new InvalidOperationException());
        actor.Tell(7);
        actor.Tell(new FileNotFoundException());

        await probe.Expect("io", "exception", "comparable", "io");
    }

    [Fact]
    public async Task ReceiveAny_takes_what_no_handler_before_it_took()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<int>(n => probe.Ref.Tell("int"));
            a.OnAny(message => probe.Ref.Tell($"any {message}"));
        });

        actor.Tell(1);
        actor.Tell("text");

        await probe.Expect("int", "any text");
    }

    [Fact]
    public async Task No_handler_can_follow_one_for_everything()
    {
        var probe = NewProbe();
        Start(a =>
        {
            a.OnAny(_ => { });
            probe.Ref.Tell(Should.Throw<InvalidOperationException>(() => a.On<int>(_ => { })));
        });

        (await probe.Next<InvalidOperationException>()).Message.ShouldContain(
            "catches all messages"
        );
    }

    [Fact]
    public async Task Handlers_can_be_added_only_in_the_constructor_or_by_Become()
    {
        var probe = NewProbe();
        var actor = Start(a =>
            a.On<string>(_ =>
                probe.Ref.Tell(Should.Throw<InvalidOperationException>(() => a.On<int>(_ => { })))
            )
        );

        actor.Tell("go");

        (await probe.Next<InvalidOperationException>()).Message.ShouldContain("Become");
    }

    [Fact]
    public async Task A_message_that_no_handler_takes_is_published_as_unhandled()
    {
        var events = NewProbe();
        Sys.EventStream.Subscribe(events.Ref, typeof(UnhandledMessage));
        var sender = NewProbe();
        var actor = Start(a => a.On<int>(n => n > 0, _ => { }));

        actor.Tell(-1, sender.Ref);

        var unhandled = await events.Next<UnhandledMessage>();
        unhandled.Message.ShouldBe(-1);
        unhandled.Sender.ShouldBe(sender.Ref);
        unhandled.Recipient.ShouldBe(actor);
    }

    [Fact]
    public async Task Become_replaces_all_handlers_and_BecomeStacked_can_be_undone()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<string>(text =>
            {
                probe.Ref.Tell($"first {text}");
                a.Switch(() =>
                    a.On<string>(next =>
                    {
                        probe.Ref.Tell($"second {next}");
                        a.Push(() =>
                            a.On<string>(last =>
                            {
                                probe.Ref.Tell($"third {last}");
                                a.Pop();
                            })
                        );
                    })
                );
            });
        });

        foreach (var text in new[] { "a", "b", "c", "d" })
        {
            actor.Tell(text);
        }

        await probe.Expect("first a", "second b", "third c", "second d");
    }

    [Fact]
    public async Task Undoing_more_than_was_stacked_ends_at_the_actors_own_behaviour()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<string>(text => probe.Ref.Tell($"own {text}"));
            a.On<int>(_ =>
            {
                a.Switch(() => a.On<string>(text => probe.Ref.Tell($"other {text}")));
                a.Pop();
                a.Pop();
            });
        });

        actor.Tell(1);
        actor.Tell("a");

        await probe.Expect("own a");
    }

    [Fact]
    public async Task A_restart_brings_back_the_first_behaviour()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<string>(text => probe.Ref.Tell($"own {text}"));
            a.On<int>(_ =>
                a.Push(() => a.On<string>(_ => throw new InvalidOperationException("bad")))
            );
        });

        actor.Tell(1);
        actor.Tell("fail");
        actor.Tell("again");

        await probe.Expect("own again");
    }

    [Fact]
    public async Task Untyped_actors_change_behaviour_by_methods()
    {
        var actor = Sys.ActorOf<Door>();

        (await actor.Ask<string>("push", Patience)).ShouldBe("opened");
        (await actor.Ask<string>("push", Patience)).ShouldBe("closed");
        (await actor.Ask<string>("push", Patience)).ShouldBe("opened");
    }

    private sealed class Door : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            Sender.Tell("opened");
            BecomeStacked(Opened);
        }

        private void Opened(object message)
        {
            Sender.Tell("closed");
            UnbecomeStacked();
        }
    }
}
