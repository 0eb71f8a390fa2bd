using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class SupervisionTests : ActorTest
{
    [Fact]
    public async Task By_default_a_failed_child_is_restarted_alone()
    {
        var (parent, probe) = await StartFamily(strategy: null, "one", "two");

        Tell(parent, "one", new InvalidOperationException("bad"));

        await probe.Expect("restarted one");
        Tell(parent, "two", "ping");
        await probe.Expect("two: ping 1");
    }

    [Fact]
    public async Task One_for_one_leaves_siblings_alone_and_all_for_one_restarts_them()
    {
        var (parent, probe) = await StartFamily(new AllForOneStrategy(_ => Directive.Restart), "one", "two");
        Tell(parent, "one", "ping");
        Tell(parent, "two", "ping");
        (await TakeTwo(probe)).ShouldBe(["one: ping 1", "two: ping 1"]);

        Tell(parent, "one", new InvalidOperationException("bad"));

        (await TakeTwo(probe)).ShouldBe(["restarted one", "restarted two"]);
        Tell(parent, "two", "ping");
        await probe.Expect("two: ping 1");
    }

    [Fact]
    public async Task All_for_one_stops_all_children()
    {
        var (parent, probe) = await StartFamily(new AllForOneStrategy(_ => Directive.Stop), "one", "two");

        Tell(parent, "one", new InvalidOperationException("bad"));

        (await TakeTwo(probe)).ShouldBe(["stopped one", "stopped two"]);
    }

    [Fact]
    public async Task Resume_keeps_the_state_and_drops_only_the_failing_message()
    {
        var (parent, probe) = await StartFamily(new OneForOneStrategy(_ => Directive.Resume), "one");
        Tell(parent, "one", "ping");
        Tell(parent, "one", new InvalidOperationException("bad"));
        Tell(parent, "one", "ping");

        await probe.Expect("one: ping 1", "one: ping 2");
    }

    [Fact]
    public async Task Stop_stops_the_child_and_frees_its_name()
    {
        var (parent, probe) = await StartFamily(new OneForOneStrategy(_ => Directive.Stop), "one");

        Tell(parent, "one", new InvalidOperationException("bad"));

        await probe.Expect("stopped one");
        var children = await parent.Ask<string>("children", Patience);
        while (children.Length > 0)
        {
            children = await parent.Ask<string>("children", Patience);
        }
    }

    [Fact]
    public async Task A_child_is_stopped_when_its_retries_are_used_up()
    {
        var (parent, probe) = await StartFamily(
            new OneForOneStrategy(maxNrOfRetries: 2, withinTimeRange: TimeSpan.FromMinutes(5), _ => Directive.Restart),
            "one"
        );
        for (var i = 0; i < 3; i++)
        {
            Tell(parent, "one", new InvalidOperationException("bad"));
        }

        await probe.Expect("restarted one", "restarted one", "stopped one");
    }

    [Fact]
    public async Task With_zero_retries_a_child_is_stopped_at_once()
    {
        var (parent, probe) = await StartFamily(
            new OneForOneStrategy(0, withinTimeMilliseconds: -1, _ => Directive.Restart),
            "one"
        );

        Tell(parent, "one", new InvalidOperationException("bad"));

        await probe.Expect("stopped one");
    }

    [Fact]
    public async Task Restarts_outside_the_window_do_not_count()
    {
        var (parent, probe) = await StartFamily(
            new OneForOneStrategy(1, withinTimeMilliseconds: 1, _ => Directive.Restart),
            "one"
        );
        for (var i = 0; i < 3; i++)
        {
            Tell(parent, "one", new InvalidOperationException("bad"));
            await probe.Expect("restarted one");
            var past = TimeProvider.System.GetTimestamp();
            SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(past) > TimeSpan.FromMilliseconds(3));
        }
    }

    [Fact]
    public async Task An_escalated_failure_makes_the_parent_fail_with_the_childs_exception()
    {
        var probe = NewProbe();
        var grandparent = Start(a =>
        {
            a.Strategy = () =>
                new OneForOneStrategy(failure =>
                {
                    probe.Ref.Tell(failure.Message);
                    return Directive.Restart;
                });
            a.Child(
                parent =>
                {
                    probe.Ref.Tell("parent created");
                    parent.Strategy = () => new OneForOneStrategy(_ => Directive.Escalate);
                    parent.Child(child => child.On<string>(text => throw new InvalidOperationException(text)), "child");
                },
                "parent"
            );
        });
        await probe.Expect("parent created");

        Sys.ActorSelection(grandparent.Path / "parent" / "child").Tell("bad");

        await probe.Expect("bad", "parent created");
    }

    [Fact]
    public async Task Children_that_survive_a_restart_are_restarted_with_their_parent()
    {
        var probe = NewProbe();
        var parent = Sys.ActorOf(Props.Create(() => new KeepsChildren(probe.Ref)));
        await probe.Expect("child created");

        parent.Tell("fail");

        await probe.Expect("child created");
        (await parent.Ask<int>("children", Patience)).ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_constructor_stops_the_actor_by_default()
    {
        var probe = NewProbe();
        var attempts = 0;
        Start(a =>
        {
            var child = a.Child(_ =>
            {
                attempts++;
                throw new InvalidOperationException("constructor");
            });
            a.Context.Watch(child);
            a.On<Terminated>(_ => probe.Ref.Tell("terminated"));
        });

        await probe.Expect("terminated");
        attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_constructor_is_tried_again_if_the_strategy_says_restart()
    {
        var probe = NewProbe();
        var attempts = 0;
        Start(a =>
        {
            a.Strategy = () =>
                new OneForOneStrategy(failure =>
                {
                    probe.Ref.Tell(failure.GetType());
                    probe.Ref.Tell(failure.InnerException!.GetType());
                    probe.Ref.Tell(failure.GetBaseException().Message);
                    return Directive.Restart;
                });
            a.Child(child =>
            {
                if (++attempts < 3)
                {
                    throw new InvalidOperationException($"attempt {attempts}");
                }
                child.OnPreStart = () => probe.Ref.Tell("started");
            });
        });

        await probe.Expect(typeof(ActorInitializationException), typeof(TypeLoadException), "attempt 1");
        await probe.Expect(typeof(ActorInitializationException), typeof(TypeLoadException), "attempt 2");
        await probe.Expect("started");
    }

    [Fact]
    public async Task A_failing_PreStart_stops_the_actor_by_default_without_PostStop()
    {
        var probe = NewProbe();
        var stopped = false;
        var parent = Start(a =>
        {
            var child = a.Child(b =>
            {
                b.OnPreStart = () => throw new InvalidOperationException("PreStart");
                b.OnPostStop = () => stopped = true;
            });
            a.Context.Watch(child);
            a.On<Terminated>(_ => probe.Ref.Tell("terminated"));
        });

        await probe.Expect("terminated");
        stopped.ShouldBeFalse();
    }

    [Fact]
    public async Task A_failing_PostRestart_is_a_failure_of_its_own()
    {
        var probe = NewProbe();
        var parent = Start(a =>
        {
            a.Strategy = () =>
                new OneForOneStrategy(failure =>
                {
                    probe.Ref.Tell(failure);
                    return failure is PostRestartException ? Directive.Stop : Directive.Restart;
                });
            var child = a.Child(
                b =>
                {
                    b.On<string>(text => throw new InvalidOperationException(text));
                    b.OnPostRestart = _ => throw new NotSupportedException("PostRestart");
                },
                "child"
            );
            a.Context.Watch(child);
            a.On<Terminated>(_ => probe.Ref.Tell("terminated"));
        });
        await Settle(parent);

        Sys.ActorSelection(parent.Path / "child").Tell("bad");

        (await probe.Next<InvalidOperationException>()).Message.ShouldBe("bad");
        var second = await probe.Next<PostRestartException>();
        second.OriginalCause.Message.ShouldBe("bad");
        second.InnerException.ShouldBeOfType<NotSupportedException>();
        await probe.Expect("terminated");
    }

    [Fact]
    public async Task A_failing_PreRestart_is_logged_and_the_restart_goes_on()
    {
        var probe = NewProbe();
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(Error));
        var actor = Start(a =>
        {
            a.On<string>(text => throw new InvalidOperationException(text));
            a.OnPreRestart = (_, _) => throw new NotSupportedException("PreRestart");
            a.OnPostRestart = _ => probe.Ref.Tell("restarted");
        });

        actor.Tell("bad");

        await probe.Expect("restarted");
        (await log.Next<Error>()).Cause.ShouldBeOfType<InvalidOperationException>();
        (await log.Next<Error>()).Cause.ShouldBeOfType<PreRestartException>();
    }

    [Fact]
    public async Task A_failing_PostStop_is_logged_and_the_actor_stops()
    {
        var probe = NewProbe();
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(Error));
        var actor = Start(a => a.OnPostStop = () => throw new NotSupportedException("PostStop"));
        probe.Watch(actor);
        await Settle(probe.Ref);

        Sys.Stop(actor);

        await probe.ExpectTerminated(actor);
        (await log.Next<Error>()).Cause.ShouldBeOfType<NotSupportedException>();
    }

    [Fact]
    public async Task A_suspended_child_handles_nothing_until_its_supervisor_has_decided()
    {
        var probe = NewProbe();
        using var decide = new SemaphoreSlim(0);
        var parent = Start(a =>
        {
            a.Strategy = () =>
                new OneForOneStrategy(_ =>
                {
                    probe.Ref.Tell("deciding");
                    decide.Wait(Patience).ShouldBeTrue();
                    probe.Ref.Tell("decided");
                    return Directive.Resume;
                });
            a.Child(
                b =>
                {
                    b.On<Exception>(failure => throw failure);
                    b.On<string>(text => probe.Ref.Tell(text));
                },
                "child"
            );
        });
        await Settle(parent);
        var child = await Sys.ActorSelection(parent.Path / "child").ResolveOne(Patience);

        child.Tell(new InvalidOperationException("bad"));
        child.Tell("after");
        await probe.Expect("deciding");
        decide.Release();

        await probe.Expect("decided", "after");
    }

    [Fact]
    public async Task The_strategy_in_the_props_takes_the_place_of_the_actors_own()
    {
        var probe = NewProbe();
        var parent = Sys.ActorOf(
            Scripted
                .Props(a =>
                {
                    a.Strategy = () => new OneForOneStrategy(_ => Directive.Stop);
                    a.Child(
                        b =>
                        {
                            b.On<string>(text => throw new InvalidOperationException(text));
                            b.OnPostRestart = _ => probe.Ref.Tell("restarted");
                        },
                        "child"
                    );
                })
                .WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Restart))
        );
        await Settle(parent);

        Sys.ActorSelection(parent.Path / "child").Tell("bad");

        await probe.Expect("restarted");
    }

    [Fact]
    public async Task A_failure_is_logged_with_the_childs_path_and_a_resumed_one_as_a_warning()
    {
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(LogEvent));
        var (parent, _) = await StartFamily(
            new OneForOneStrategy(failure => failure is NotSupportedException ? Directive.Resume : Directive.Restart),
            "one"
        );

        Tell(parent, "one", new InvalidOperationException("bad"));
        var error = await log.Next<Error>();
        Tell(parent, "one", new NotSupportedException("odd"));
        var warning = await log.Next<Warning>();

        error.LogSource.ShouldBe((parent.Path / "one").ToString());
        error.Message.ShouldBe("bad");
        error.Cause!.Message.ShouldBe("bad");
        warning.Message.ShouldBe("odd");
    }

    [Fact]
    public async Task What_escalates_to_the_user_guardian_ends_the_system()
    {
        var system = ActorSystem.Create(
            "escalating",
            "akka.loggers = [], akka.stdout-loglevel = OFF, akka.actor.guardian-supervisor-strategy = \"ActorRuntime.Tests.Actor.SupervisionTests+Escalating, ActorRuntime.Tests\""
        );
        var actor = system.ActorOf(
            Scripted.Props(a => a.On<string>(text => throw new InvalidOperationException(text)))
        );

        actor.Tell("bad");

        await system.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task The_stopping_strategy_can_be_configured_for_the_user_guardian()
    {
        using var system = ActorSystem.Create(
            "stopping",
            "akka.loggers = [], akka.stdout-loglevel = OFF, akka.actor.guardian-supervisor-strategy = Akka.Actor.StoppingSupervisorStrategy"
        );
        var probe = new Probe(system);
        var actor = system.ActorOf(
            Scripted.Props(a => a.On<string>(text => throw new InvalidOperationException(text)))
        );
        probe.Watch(actor);

        actor.Tell("bad");

        await probe.ExpectTerminated(actor);
    }

    [Fact]
    public void Strategies_and_rules_are_equal_if_they_say_the_same()
    {
        static DeployableDecider Rules(Directive directive) =>
            Decider.From(directive, Directive.Stop.When<FileNotFoundException>());

        Rules(Directive.Resume).ShouldBe(Rules(Directive.Resume));
        Rules(Directive.Resume).ShouldNotBe(Rules(Directive.Restart));
        new OneForOneStrategy(1, 2, Rules(Directive.Stop)).ShouldBe(new OneForOneStrategy(1, 2, Rules(Directive.Stop)));
        new OneForOneStrategy(1, 2, Rules(Directive.Stop)).ShouldNotBe(
            new OneForOneStrategy(1, 3, Rules(Directive.Stop))
        );
        new AllForOneStrategy(1, 2, Rules(Directive.Stop)).ShouldBe(new AllForOneStrategy(1, 2, Rules(Directive.Stop)));
        new AllForOneStrategy(1, 2, Rules(Directive.Stop)).ShouldNotBe(
            new AllForOneStrategy(2, 2, Rules(Directive.Stop))
        );
    }

    [Fact]
    public void Rules_count_in_their_order_and_for_derived_exceptions()
    {
        var decider = Decider.From(
            Directive.Escalate,
            Directive.Stop.When<FileNotFoundException>(),
            Directive.Resume.When<IOException>()
        );

        decider.Decide(new FileNotFoundException("x")).ShouldBe(Directive.Stop);
        decider.Decide(new DirectoryNotFoundException("x")).ShouldBe(Directive.Resume);
        decider.Decide(new InvalidOperationException()).ShouldBe(Directive.Escalate);
    }

    [Fact]
    public void A_strategy_of_ones_own_decides_by_default_as_all_others_do()
    {
        new OwnStrategy().Decider.ShouldBe(SupervisorStrategy.DefaultDecider);
        new OwnStrategy().MaxNumberOfRetries.ShouldBe(-1);
    }

    [Fact]
    public void The_default_decider_stops_what_cannot_go_on_and_restarts_the_rest()
    {
        var decider = SupervisorStrategy.DefaultDecider;

        decider.Decide(new ActorInitializationException("x")).ShouldBe(Directive.Stop);
        decider.Decide(new ActorKilledException("x")).ShouldBe(Directive.Stop);
        decider.Decide(new DeathPactException(Sys.DeadLetters)).ShouldBe(Directive.Stop);
        decider.Decide(new InvalidOperationException("x")).ShouldBe(Directive.Restart);
    }

    private async Task<(IActorRef Parent, Probe Probe)> StartFamily(SupervisorStrategy? strategy, params string[] names)
    {
        var probe = NewProbe();
        var parent = Start(a =>
        {
            a.Strategy = strategy is null ? null : () => strategy;
            a.On<string>(_ => a.Sender.Tell(string.Join(',', a.Context.GetChildren().Select(c => c.Path.Name))));
            foreach (var name in names)
            {
                a.Child(
                    b =>
                    {
                        var pings = 0;
                        b.OnPostRestart = _ => probe.Ref.Tell($"restarted {name}");
                        b.OnPreRestart = (_, _) => b.OnPostStop = null;
                        b.OnPostStop = () => probe.Ref.Tell($"stopped {name}");
                        b.On<string>(text => probe.Ref.Tell($"{name}: {text} {++pings}"));
                        b.On<Exception>(failure => throw failure);
                    },
                    name
                );
            }
        });
        await Settle(parent);
        return (parent, probe);
    }

    private void Tell(IActorRef parent, string child, object message) =>
        Sys.ActorSelection(parent.Path / child).Tell(message);

    private static async Task<string[]> TakeTwo(Probe probe)
    {
        string[] both = [await probe.Next<string>(), await probe.Next<string>()];
        Array.Sort(both, StringComparer.Ordinal);
        return both;
    }

    public sealed class Escalating : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate);
    }

    private sealed class KeepsChildren : UntypedActor
    {
        public KeepsChildren(IActorRef probe)
        {
            if (Context.Child("child").IsNobody())
            {
                Context.ActorOf(Scripted.Props(child => probe.Tell("child created")), "child");
            }
        }

        protected override void PreRestart(Exception reason, object message) { }

        protected override void OnReceive(object message)
        {
            if (message is "fail")
            {
                throw new InvalidOperationException("bad");
            }
            Sender.Tell(Context.GetChildren().Count());
        }
    }

    private sealed class OwnStrategy : OneForOneStrategy;
}
