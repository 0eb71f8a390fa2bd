using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class TimerTests() : ActorTest(ManualScheduler.Configuration)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_single_timer_fires_once_when_its_time_has_come_and_is_gone()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPreStart = () => a.Timers.StartSingleTimer("a", "fired", 2 * Second);
            a.On<string>(text =>
            {
                probe.Ref.Tell(text);
                probe.Ref.Tell(a.Timers.IsTimerActive("a"));
            });
        });

        await Pass(actor, Second);
        await probe.ExpectNothingBefore("fence");
        await Pass(actor, Second);
        await probe.Expect("fired", false);
        await Pass(actor, 10 * Second);
        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task A_periodic_timer_fires_until_it_is_cancelled()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            var count = 0;
            a.OnPreStart = () => a.Timers.StartPeriodicTimer("a", "tick", Second);
            a.On<string>(_ =>
            {
                probe.Ref.Tell(++count);
                if (count == 3)
                {
                    a.Timers.Cancel("a");
                }
            });
        });

        for (var i = 0; i < 10; i++)
        {
            await Pass(actor, Second);
        }

        await probe.Expect(1, 2, 3);
        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task A_periodic_timer_can_begin_at_another_time_than_its_interval()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPreStart = () => a.Timers.StartPeriodicTimer("a", "tick", Second, 5 * Second);
            a.On<string>(text => probe.Ref.Tell(text));
        });

        await Pass(actor, Second);
        await probe.Expect("tick");
        await Pass(actor, 4 * Second);
        await probe.ExpectNothingBefore("fence");
        await Pass(actor, Second);
        await probe.Expect("tick");
    }

    [Fact]
    public async Task A_timer_takes_the_place_of_one_with_the_same_key()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPreStart = () =>
            {
                a.Timers.StartSingleTimer("a", "first", Second);
                a.Timers.StartSingleTimer("a", "second", 2 * Second);
                probe.Ref.Tell(a.Timers.ActiveTimers.Count);
            };
            a.On<string>(text => probe.Ref.Tell(text));
        });

        await Pass(actor, 10 * Second);

        await probe.Expect(1, "second");
    }

    [Fact]
    public async Task A_cancelled_timer_does_not_fire_even_if_its_message_waits_in_the_mailbox()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<string>(
                text => text == "cancel",
                _ =>
                {
                    a.Timers.StartSingleTimer("a", "fired", Second);
                    Clock.Advance(Second); // Its message is in the mailbox now.
                    a.Timers.Cancel("a");
                }
            );
            a.On<string>(text => probe.Ref.Tell(text));
        });

        actor.Tell("cancel");
        await Settle(actor);

        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task The_timers_of_a_restarted_actor_never_fire()
    {
        var probe = NewProbe();
        var instance = 0;
        var actor = Start(a =>
        {
            var number = ++instance;
            a.OnPreStart = () => a.Timers.StartPeriodicTimer("a", $"from {number}", Second);
            a.On<string>(
                text => text == "bad",
                text =>
                {
                    Clock.Advance(Second); // One message of the old timer waits in the mailbox.
                    throw new InvalidOperationException(text);
                }
            );
            a.On<string>(text => probe.Ref.Tell(text));
        });
        actor.Tell("bad");
        await Settle(actor);

        await Pass(actor, Second);

        await probe.Expect("from 2");
        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task An_instance_that_was_replaced_while_its_handler_awaited_starts_no_timer_any_more()
    {
        var probe = NewProbe();
        var gate = new TaskCompletionSource();
        var actor = Start(a =>
        {
            a.OnAsync<string>(async text =>
            {
                probe.Ref.Tell(text);
                await gate.Task;
                a.Timers.StartPeriodicTimer("a", 1, Second);
            });
            a.On<int>(number => probe.Ref.Tell(number));
        });
        actor.Tell("waiting");
        await probe.Expect("waiting");
        ((IInternalActorRef)actor).Suspend();
        ((IInternalActorRef)actor).Restart(new InvalidOperationException("a sibling failed"));

        gate.SetResult();

        await Pass(actor, Second);
        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task The_timers_of_a_stopped_actor_leave_no_dead_letters()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(Akka.Event.DeadLetter));
        var actor = Start(a => a.OnPreStart = () => a.Timers.StartPeriodicTimer("a", "tick", Second));
        await actor.GracefulStop(Patience);

        Clock.Advance(10 * Second);

        await letters.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task CancelAll_ends_all_timers()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPreStart = () =>
            {
                a.Timers.StartSingleTimer("a", "a", Second);
                a.Timers.StartPeriodicTimer("b", "b", Second);
                a.Timers.CancelAll();
                probe.Ref.Tell(a.Timers.ActiveTimers.Count);
            };
            a.On<string>(text => probe.Ref.Tell(text));
        });

        await Pass(actor, 10 * Second);

        await probe.Expect(0);
        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task A_timer_can_send_a_poison_pill()
    {
        var probe = NewProbe();
        var actor = Start(a => a.OnPreStart = () => a.Timers.StartSingleTimer("end", PoisonPill.Instance, Second));
        probe.Watch(actor);
        await Settle(actor);

        Clock.Advance(Second);

        await probe.ExpectTerminated(actor);
    }

    [Fact]
    public async Task A_timers_message_can_be_stashed()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPreStart = () => a.Timers.StartSingleTimer("a", "fired", Second);
            a.On<string>(_ =>
            {
                a.Stash.Stash();
                a.Switch(() => a.On<string>(text => probe.Ref.Tell(text)));
                a.Stash.UnstashAll();
            });
        });

        await Pass(actor, Second);

        await probe.Expect("fired");
    }

    [Fact]
    public async Task A_timers_message_has_the_sender_it_was_started_with()
    {
        var probe = NewProbe();
        var sender = NewProbe();
        var actor = Start(a =>
        {
            a.OnPreStart = () =>
            {
                a.Timers.StartSingleTimer("a", "a", Second, sender.Ref);
                a.Timers.StartSingleTimer("b", "b", 2 * Second);
            };
            a.On<string>(_ => probe.Ref.Tell(a.Sender));
        });

        await Pass(actor, 2 * Second);

        await probe.Expect(sender.Ref, Sys.DeadLetters);
    }

    [Fact]
    public async Task A_receive_timeout_comes_after_silence_again_and_again_until_it_is_unset()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            var count = 0;
            a.OnPreStart = () => a.SetReceiveTimeout(Second);
            a.On<ReceiveTimeout>(_ =>
            {
                probe.Ref.Tell(++count);
                if (count == 3)
                {
                    a.SetReceiveTimeout(timeout: null);
                }
            });
        });

        for (var i = 0; i < 10; i++)
        {
            Clock.Advance(i == 0 ? TimeSpan.Zero : Second);
            await Settle(actor);
        }

        await probe.Expect(1, 2, 3);
        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task A_message_starts_the_receive_timeout_anew_unless_it_says_it_does_not()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPreStart = () => a.SetReceiveTimeout(2 * Second);
            a.On<string>(_ => { });
            a.On<Quiet>(_ => { });
            a.On<ReceiveTimeout>(_ => probe.Ref.Tell("timeout"));
        });
        await Settle(actor);

        for (var i = 0; i < 10; i++)
        {
            Clock.Advance(Second);
            actor.Tell("busy");
            await Settle(actor);
        }
        await probe.ExpectNothingBefore("fence");

        Clock.Advance(Second);
        actor.Tell(new Quiet());
        await Settle(actor);
        Clock.Advance(Second);
        await probe.Expect("timeout");
    }

    [Fact]
    public async Task The_receive_timeout_does_not_run_while_a_handler_awaits()
    {
        var probe = NewProbe();
        var gate = new TaskCompletionSource();
        var actor = Start(a =>
        {
            a.OnPreStart = () => a.SetReceiveTimeout(Second);
            a.OnAsync<string>(async _ =>
            {
                probe.Ref.Tell("begin");
                await gate.Task;
                probe.Ref.Tell("end");
            });
            a.On<ReceiveTimeout>(_ => probe.Ref.Tell("timeout"));
        });
        actor.Tell("go");
        await probe.Expect("begin");

        Clock.Advance(10 * Second);
        gate.SetResult();
        await probe.Expect("end");
        await Settle(actor);
        await probe.ExpectNothingBefore("fence");

        Clock.Advance(Second);
        await probe.Expect("timeout");
    }

    [Fact]
    public async Task A_message_without_influence_on_the_receive_timeout_has_none_if_its_handler_awaits_either()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPreStart = () => a.SetReceiveTimeout(2 * Second);
            a.OnAsync<Quiet>(async _ => await Task.Run(() => { }));
            a.On<ReceiveTimeout>(_ => probe.Ref.Tell("timeout"));
        });
        await Pass(actor, Second);

        actor.Tell(new Quiet());
        await Pass(actor, Second);

        await probe.Expect("timeout");
    }

    private ManualScheduler Clock => (ManualScheduler)Sys.Scheduler;

    /// <summary>Moves the time on once the actor has nothing to do, and lets it handle what comes.</summary>
    private async Task Pass(IActorRef actor, TimeSpan time)
    {
        await Settle(actor);
        Clock.Advance(time);
        await Settle(actor);
    }

    private sealed class Quiet : INotInfluenceReceiveTimeout;
}
