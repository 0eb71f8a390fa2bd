using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class AsyncHandlerTests : ActorTest
{
    [Fact]
    public async Task No_other_message_is_handled_while_a_handler_awaits()
    {
        var probe = NewProbe();
        var gate = new TaskCompletionSource();
        var actor = Start(a =>
        {
            a.OnAsync<string>(async text =>
            {
                probe.Ref.Tell($"begin {text}");
                await gate.Task;
                probe.Ref.Tell($"end {text}");
            });
            a.On<int>(number => probe.Ref.Tell(number));
        });

        actor.Tell("a");
        actor.Tell(1);
        await probe.Expect("begin a");
        await probe.ExpectNothingBefore("fence");
        gate.SetResult();

        await probe.Expect("end a", 1);
    }

    [Fact]
    public async Task Self_and_Sender_are_right_after_every_await()
    {
        var asker = NewProbe();
        var other = NewProbe();
        var actor = Start(a =>
            a.OnAsync<string>(async _ =>
            {
                for (var i = 0; i < 3; i++)
                {
                    await Task.Yield();
                    await Task.Run(() => { });
                    a.Sender.Tell(a.Self);
                }
            })
        );

        actor.Tell("a", asker.Ref);
        actor.Tell("b", other.Ref);

        await asker.Expect(actor, actor, actor);
        await other.Expect(actor, actor, actor);
    }

    [Fact]
    public async Task A_handler_can_yield_as_often_as_it_likes()
    {
        var probe = NewProbe();
        var actor = Start(a =>
            a.OnAsync<int>(async times =>
            {
                for (var i = 0; i < times; i++)
                {
                    await Task.Yield();
                }
                probe.Ref.Tell(times);
            })
        );

        actor.Tell(100_000);

        await probe.Expect(100_000);
    }

    [Fact]
    public async Task A_handler_runs_on_one_thread_at_a_time_over_all_its_continuations()
    {
        var inside = 0;
        var overlaps = 0;
        var actor = Start(a =>
            a.OnAsync<int>(async _ =>
            {
                for (var i = 0; i < 10; i++)
                {
                    overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
                    Interlocked.Decrement(ref inside);
                    await Task.Yield();
                }
            })
        );

        for (var i = 0; i < 200; i++)
        {
            actor.Tell(i);
        }

        await Settle(actor);
        overlaps.ShouldBe(0);
    }

    [Fact]
    public async Task A_failing_async_handler_makes_the_actor_fail_with_its_message()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPreRestart = (reason, message) => probe.Ref.Tell($"{reason.Message}: {message}");
            a.OnAsync<string>(async text =>
            {
                await Task.Yield();
                throw new InvalidOperationException(text);
            });
            a.On<int>(number => probe.Ref.Tell(number));
        });

        actor.Tell("bad");
        actor.Tell(1);

        await probe.Expect("bad: bad", 1);
    }

    [Fact]
    public async Task A_handler_that_fails_before_its_first_await_makes_the_actor_fail()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPostRestart = reason => probe.Ref.Tell(reason.Message);
            a.OnAsync<string>(text => Task.FromException(new InvalidOperationException(text)));
        });

        actor.Tell("bad");

        await probe.Expect("bad");
    }

    [Fact]
    public async Task A_cancelled_task_is_a_failure()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPostRestart = reason => probe.Ref.Tell(reason.GetType());
            a.OnAsync<string>(_ => Task.FromCanceled(new CancellationToken(canceled: true)));
        });

        actor.Tell("go");

        await probe.Expect(typeof(TaskCanceledException));
    }

    [Fact]
    public async Task Stopping_an_actor_does_not_wait_for_its_async_handler()
    {
        var never = new TaskCompletionSource();
        var probe = NewProbe();
        var continued = false;
        var actor = Start(a =>
        {
            a.OnPostStop = () => probe.Ref.Tell("stopped");
            a.OnAsync<string>(async _ =>
            {
                await never.Task;
                continued = true;
            });
        });
        actor.Tell("go");

        Sys.Stop(actor);

        await probe.Expect("stopped");
        never.SetResult();
        continued.ShouldBeFalse();
    }

    [Fact]
    public async Task A_poison_pill_waits_for_the_async_handler()
    {
        var gate = new TaskCompletionSource();
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPostStop = () => probe.Ref.Tell("stopped");
            a.OnAsync<string>(async _ =>
            {
                await gate.Task;
                probe.Ref.Tell("done");
            });
        });

        actor.Tell("go");
        actor.Tell(PoisonPill.Instance);
        gate.SetResult();

        await probe.Expect("done", "stopped");
    }

    [Fact]
    public async Task A_childs_failure_is_decided_after_the_handler_that_awaits()
    {
        var gate = new TaskCompletionSource();
        var probe = NewProbe();
        var parent = Start(a =>
        {
            a.Strategy = () =>
                new OneForOneStrategy(_ =>
                {
                    probe.Ref.Tell("decided");
                    return Directive.Stop;
                });
            var child = a.Child(b => b.On<string>(text => throw new InvalidOperationException(text)));
            a.OnAsync<string>(async _ =>
            {
                child.Tell("bad");
                await gate.Task;
                probe.Ref.Tell(a.Sender);
            });
        });
        var sender = NewProbe();
        parent.Tell("go", sender.Ref);
        await probe.ExpectNothingBefore("fence");

        gate.SetResult();

        await probe.Expect(sender.Ref, "decided");
    }

    [Fact]
    public async Task A_handler_that_fails_after_its_instance_was_replaced_does_not_fail_the_new_one()
    {
        var probe = NewProbe();
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(Akka.Event.Error));
        var gate = new TaskCompletionSource();
        var parent = Start(a =>
        {
            a.Strategy = () => new AllForOneStrategy(_ => Directive.Restart);
            var slow = a.Child(b =>
            {
                b.OnPostRestart = reason => probe.Ref.Tell($"restarted: {reason.Message}");
                b.OnAsync<string>(async _ =>
                {
                    probe.Ref.Tell("waiting");
                    await gate.Task;
                    throw new InvalidOperationException("late");
                });
                b.On<int>(number => probe.Ref.Tell(number));
            });
            var sibling = a.Child(b => b.On<string>(text => throw new InvalidOperationException(text)));
            a.On<string>(_ =>
            {
                slow.Tell("wait");
                slow.Tell(1);
            });
            a.On<int>(_ => sibling.Tell("sibling"));
        });
        parent.Tell("wait");
        await probe.Expect("waiting");
        parent.Tell(0);
        await probe.Expect("restarted: sibling");

        gate.SetResult();

        await probe.Expect(1);
        (await log.Next<Akka.Event.Error>()).Cause!.Message.ShouldBe("sibling");
        (await log.Next<Akka.Event.Error>()).Cause!.Message.ShouldBe("late");
    }

    [Fact]
    public async Task Async_work_can_run_in_PreStart_before_the_first_message()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Loading(probe.Ref)));

        actor.Tell("first");

        await probe.Expect("loaded", "first");
    }

    [Fact]
    public async Task Async_handlers_are_chosen_by_type_and_predicate_and_there_is_one_for_the_rest()
    {
        var actor = Sys.ActorOf<AsyncOnly>();

        (await actor.Ask<string>(5, Patience)).ShouldBe("small");
        (await actor.Ask<string>(500, Patience)).ShouldBe("large");
        (await actor.Ask<string>("x", Patience)).ShouldBe("other");
    }

    [Fact]
    public async Task A_thread_of_its_own_has_no_context()
    {
        var actor = Start(a =>
            a.OnAsync<string>(async _ =>
            {
                var failure = await Task.Run(() => Should.Throw<NotSupportedException>(() => a.Sender));
                a.Sender.Tell(failure.Message);
            })
        );

        (await actor.Ask<string>("go", Patience)).ShouldContain("no active ActorContext");
    }

    private sealed class AsyncOnly : ReceiveActor
    {
        public AsyncOnly()
        {
            ReceiveAsync<int>(number => number > 100, _ => Answer("large"));
            ReceiveAsync<int>(_ => Answer("small"));
            ReceiveAnyAsync(_ => Answer("other"));
        }

        private async Task Answer(string text)
        {
            await Task.Yield();
            Sender.Tell(text);
        }
    }

    private sealed class Loading : UntypedActor
    {
        private readonly IActorRef _probe;

        public Loading(IActorRef probe)
        {
            _probe = probe;
        }

        protected override void PreStart() =>
            RunTask(async () =>
            {
                await Task.Yield();
                _probe.Tell("loaded");
            });

        protected override void OnReceive(object message) => _probe.Tell(message);
    }
}
