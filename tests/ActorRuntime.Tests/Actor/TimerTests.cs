using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class TimerTests : ActorTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(120);

    [Fact]
    public async Task A_single_timer_fires_once_and_is_gone()
    {
        var probe = NewProbe();
        Start(a =>
        {
            a.OnPreStart = () =>
            {
                a.Timers.StartSingleTimer("a", "fired", Soon);
                probe.Ref.Tell(a.Timers.IsTimerActive("a"));
            };
            a.On<string>(text =>
            {
                probe.Ref.Tell(text);
                probe.Ref.Tell(a.Timers.IsTimerActive("a"));
            });
        });

        await probe.Expect(true, "fired", false);
    }

    [Fact]
    public async Task A_periodic_timer_fires_until_it_is_cancelled()
    {
        var probe = NewProbe();
        Start(a =>
        {
            var count = 0;
            a.OnPreStart = () => a.Timers.StartPeriodicTimer("a", "tick", TimeSpan.Zero, Soon);
            a.On<string>(
                text => text == "tick",
                _ =>
                {
                    probe.Ref.Tell(++count);
                    if (count == 3)
                    {
                        a.Timers.Cancel("a");
                        a.Timers.StartSingleTimer("b", "end", Later);
                    }
                }
            );
            a.On<string>(text => probe.Ref.Tell(text));
        });

        await probe.Expect(1, 2, 3, "end");
    }

    [Fact]
    public async Task A_timer_takes_the_place_of_one_with_the_same_key()
    {
        var probe = NewProbe();
        Start(a =>
        {
            a.OnPreStart = () =>
            {
                a.Timers.StartSingleTimer("a", "first", Soon);
                a.Timers.StartSingleTimer("a", "second", Later);
                probe.Ref.Tell(a.Timers.ActiveTimers.Count);
            };
            a.On<string>(text => probe.Ref.Tell(text));
        });

        await probe.Expect(1, "second");
    }

    [Fact]
    public async Task A_cancelled_timer_does_not_fire_even_if_its_message_waits_in_the_mailbox()
    {
        var probe = NewProbe();
        using var fired = new SemaphoreSlim(0);
        var actor = Start(a =>
        {
            a.On<string>(
                text => text == "cancel",
                _ =>
                {
                    a.Timers.StartSingleTimer("a", "fired", TimeSpan.Zero);
                    a.Context.System.Scheduler.Advanced.ScheduleOnce(Later, () => fired.Release());
                    fired.Wait(Patience).ShouldBeTrue();
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
            a.OnPreStart = () =>
                a.Timers.StartSingleTimer("a", $"from {number}", number == 1 ? Soon : Later);
            a.On<string>(text => text == "bad", text => throw new InvalidOperationException(text));
            a.On<string>(text => probe.Ref.Tell(text));
        });

        actor.Tell("bad");

        await probe.Expect("from 2");
    }

    [Fact]
    public async Task The_timers_of_a_stopped_actor_leave_no_dead_letters()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(Akka.Event.DeadLetter));
        var fence = new TaskCompletionSource();
        var actor = Start(a => a.OnPreStart = () => a.Timers.StartPeriodicTimer("a", "tick", Soon));
        await actor.GracefulStop(Patience);

        Sys.Scheduler.Advanced.ScheduleOnce(Later, fence.SetResult);
        await fence.Task.WaitAsync(Patience);

        await letters.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task CancelAll_ends_all_timers()
    {
        var probe = NewProbe();
        Start(a =>
        {
            a.OnPreStart = () =>
            {
                a.Timers.StartSingleTimer("a", "a", Soon);
                a.Timers.StartPeriodicTimer("b", "b", Soon);
                a.Timers.CancelAll();
                probe.Ref.Tell(a.Timers.ActiveTimers.Count);
                a.Timers.StartSingleTimer("c", "c", Later);
            };
            a.On<string>(text => probe.Ref.Tell(text));
        });

        await probe.Expect(0, "c");
    }

    [Fact]
    public async Task A_timer_can_send_a_poison_pill()
    {
        var probe = NewProbe();
        var actor = Start(a =>
            a.OnPreStart = () => a.Timers.StartSingleTimer("end", PoisonPill.Instance, Soon)
        );

        probe.Watch(actor);

        await probe.ExpectTerminated(actor);
    }

    [Fact]
    public async Task A_timers_message_can_be_stashed()
    {
        var probe = NewProbe();
        Start(a =>
        {
            a.OnPreStart = () => a.Timers.StartSingleTimer("a", "fired", Soon);
            a.On<string>(_ =>
            {
                a.Stash.Stash();
                a.Switch(() => a.On<string>(text => probe.Ref.Tell(text)));
                a.Stash.UnstashAll();
            });
        });

        await probe.Expect("fired");
    }

    [Fact]
    public async Task A_receive_timeout_comes_after_silence_again_and_again_until_it_is_unset()
    {
        var probe = NewProbe();
        Start(a =>
        {
            var count = 0;
            a.OnPreStart = () => a.SetReceiveTimeout(Soon);
            a.On<ReceiveTimeout>(_ =>
            {
                probe.Ref.Tell(++count);
                if (count == 3)
                {
                    a.SetReceiveTimeout(timeout: null);
                    a.Timers.StartSingleTimer("end", "end", Later);
                }
            });
            a.On<string>(text => probe.Ref.Tell(text));
        });

        await probe.Expect(1, 2, 3, "end");
    }

    [Fact]
    public async Task Messages_put_the_receive_timeout_off_but_not_those_that_say_they_do_not()
    {
        var probe = NewProbe();
        Start(a =>
        {
            var ticks = 0;
            a.OnPreStart = () =>
            {
                a.SetReceiveTimeout(Later);
                a.Timers.StartPeriodicTimer("tick", "tick", Soon);
            };
            a.On<string>(_ =>
            {
                if (++ticks == 20) // Far more than the timeout, had it counted on.
                {
                    probe.Ref.Tell("busy");
                    a.Timers.StartPeriodicTimer("tick", new Quiet(), Soon);
                }
            });
            a.On<ReceiveTimeout>(_ => probe.Ref.Tell("timeout"));
        });

        await probe.Expect("busy", "timeout");
    }

    [Fact]
    public async Task The_receive_timeout_does_not_run_while_a_handler_awaits()
    {
        var probe = NewProbe();
        var gate = new TaskCompletionSource();
        var actor = Start(a =>
        {
            a.OnPreStart = () => a.SetReceiveTimeout(Soon);
            a.OnAsync<string>(async _ =>
            {
                await gate.Task;
                probe.Ref.Tell("done");
            });
            a.On<ReceiveTimeout>(_ => probe.Ref.Tell("timeout"));
        });
        actor.Tell("go");
        Sys.Scheduler.Advanced.ScheduleOnce(Later, gate.SetResult);

        object first = await probe.Next();
        while (first is "timeout") // One may come before the message does.
        {
            first = await probe.Next();
        }
        first.ShouldBe("done");
        await probe.Expect("timeout");
    }

    private sealed class Quiet : INotInfluenceReceiveTimeout;
}
