using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class LifecycleTests : ActorTest
{
    [Fact]
    public async Task Hooks_run_in_order_over_start_restart_and_stop()
    {
        var probe = NewProbe();
        var instance = 0;
        var actor = Start(a =>
        {
            var number = ++instance;
            probe.Ref.Tell($"constructor {number}");
            a.OnPreStart = () => probe.Ref.Tell($"PreStart {number}");
            a.OnPostStop = () => probe.Ref.Tell($"PostStop {number}");
            a.OnPreRestart = (reason, message) => probe.Ref.Tell($"PreRestart {number}: {reason.Message}, {message}");
            a.OnPostRestart = reason => probe.Ref.Tell($"PostRestart {number}: {reason.Message}");
            a.On<string>(text => throw new InvalidOperationException(text));
        });

        actor.Tell("bad");
        await probe.Expect("constructor 1", "PreStart 1");
        await probe.Expect("PreRestart 1: bad, bad", "PostStop 1");
        await probe.Expect("constructor 2", "PostRestart 2: bad", "PreStart 2");

        Sys.Stop(actor);
        await probe.Expect("PostStop 2");
    }

    [Fact]
    public async Task A_restart_keeps_the_reference_the_mailbox_and_the_sender_but_not_the_state()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            var sum = 0;
            a.On<int>(number => sum += number);
            a.On<string>(_ => a.Sender.Tell(sum));
            a.On<Exception>(failure => throw failure);
        });

        actor.Tell(1, probe.Ref);
        actor.Tell("sum", probe.Ref);
        actor.Tell(new InvalidOperationException("bad"), probe.Ref);
        actor.Tell(2, probe.Ref);
        actor.Tell("sum", probe.Ref);

        await probe.Expect(1, 2);
        probe.Sender.ShouldBe(actor);
    }

    [Fact]
    public async Task The_failing_message_is_not_handled_again()
    {
        var handled = 0;
        var actor = Start(a =>
            a.On<string>(_ =>
            {
                handled++;
                throw new InvalidOperationException("bad");
            })
        );

        actor.Tell("once");

        await Settle(actor);
        handled.ShouldBe(1);
    }

    [Fact]
    public async Task Stopping_lets_the_current_message_end_and_makes_the_rest_dead_letters()
    {
        var probe = NewProbe();
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(Akka.Event.DeadLetter));
        var actor = Start(a =>
            a.On<int>(number =>
            {
                if (number == 1)
                {
                    a.Self.Tell(2);
                    a.Context.Stop(a.Self);
                }
                probe.Ref.Tell(number);
            })
        );
        probe.Watch(actor);

        actor.Tell(1);

        await probe.Expect(1);
        await probe.ExpectTerminated(actor);
        var letter = await letters.Next<Akka.Event.DeadLetter>();
        letter.Message.ShouldBe(2);
        letter.Recipient.ShouldBe(actor);
    }

    [Fact]
    public async Task A_poison_pill_stops_after_the_messages_before_it()
    {
        var probe = NewProbe();
        var actor = Start(a => a.On<int>(number => probe.Ref.Tell(number)));
        probe.Watch(actor);

        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(PoisonPill.Instance);
        actor.Tell(3);

        await probe.Expect(1, 2);
        await probe.ExpectTerminated(actor);
    }

    [Fact]
    public async Task Children_stop_before_their_parent()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPostStop = () => probe.Ref.Tell("parent");
            a.Child(child =>
            {
                child.OnPostStop = () => probe.Ref.Tell("child");
                child.Child(grandchild => grandchild.OnPostStop = () => probe.Ref.Tell("grandchild"));
            });
        });
        await Settle(actor);

        Sys.Stop(actor);

        await probe.Expect("grandchild", "child", "parent");
    }

    [Fact]
    public async Task Kill_stops_the_actor_by_default()
    {
        var probe = NewProbe();
        var actor = Start(a => a.OnPostStop = () => probe.Ref.Tell("stopped"));

        actor.Tell(Kill.Instance);

        await probe.Expect("stopped");
    }

    [Fact]
    public async Task Kill_makes_the_actor_fail_with_its_own_exception()
    {
        var probe = NewProbe();
        var parent = Start(a =>
        {
            a.Strategy = () =>
                new OneForOneStrategy(failure =>
                {
                    probe.Ref.Tell(failure.GetType());
                    return Directive.Stop;
                });
            a.Child(_ => { }, "child");
        });
        await Settle(parent);

        Sys.ActorSelection(parent.Path / "child").Tell(Kill.Instance);

        await probe.Expect(typeof(ActorKilledException));
    }

    [Fact]
    public async Task An_actor_that_stops_disposes_of_itself_and_forgets_who_it_was()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Disposed(probe.Ref)));
        probe.Watch(actor);
        await Settle(probe.Ref);

        actor.Tell(PoisonPill.Instance);

        var disposed = await probe.Next<Disposed>();
        await probe.ExpectTerminated(actor);
        disposed.Reference.ShouldBe(Sys.DeadLetters);
    }

    [Fact]
    public async Task Restarting_stops_the_children_and_waits_for_them()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            probe.Ref.Tell("constructor");
            a.Child(child => child.OnPostStop = () => probe.Ref.Tell("child stopped"), "child");
            a.On<string>(text => throw new InvalidOperationException(text));
        });

        actor.Tell("bad");

        await probe.Expect("constructor", "child stopped", "constructor");
    }

    [Fact]
    public async Task Stopping_an_actor_whose_restart_waits_for_its_children_makes_no_new_instance()
    {
        var probe = NewProbe();
        var instances = 0;
        using var go = new SemaphoreSlim(0);
        var actor = Start(a =>
        {
            instances++;
            a.OnPostStop = () => probe.Ref.Tell("stopped");
            a.Child(b =>
                b.OnPostStop = () =>
                {
                    probe.Ref.Tell("child is stopping");
                    go.Wait(Patience).ShouldBeTrue();
                }
            );
            a.On<string>(text => throw new InvalidOperationException(text));
        });
        actor.Tell("bad");
        var watcher = NewProbe();
        watcher.Watch(actor);
        await Settle(watcher.Ref);
        // PreRestart stops the child, which takes its time, and then calls PostStop.
        object[] first = [await probe.Next(), await probe.Next()];
        first.ShouldBe(["stopped", "child is stopping"], ignoreOrder: true);

        Sys.Stop(actor);
        await NamesAreFree();
        go.Release();

        await watcher.ExpectTerminated(actor);
        instances.ShouldBe(1);
        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public void An_actor_cannot_be_created_with_new()
    {
        Should
            .Throw<ActorInitializationException>(() => new Disposed(ActorRefs.Nobody))
            .Message.ShouldContain("Do not create actors using 'new'");
    }

    [Fact]
    public async Task A_stopped_name_can_be_used_again_and_means_another_actor()
    {
        var probe = NewProbe();
        var first = Start(_ => { }, "reused");
        probe.Watch(first);
        Sys.Stop(first);
        await probe.ExpectTerminated(first);
        await NamesAreFree();

        var second = Start(a => a.OnAny(message => probe.Ref.Tell(message)), "reused");

        second.Path.ShouldBe(first.Path);
        second.ShouldNotBe(first);
        first.Tell("to the first");
        second.Tell("to the second");
        await probe.Expect("to the second");
    }

    private sealed class Disposed(IActorRef probe) : UntypedActor, IDisposable
    {
        public IActorRef Reference => Self;

        public void Dispose()
        {
            probe.Tell(this);
            GC.SuppressFinalize(this);
        }

        protected override void OnReceive(object message) { }
    }
}
