using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class HierarchyTests : ActorTest
{
    [Fact]
    public async Task An_actor_knows_its_parent_its_children_and_its_path()
    {
        var parent = Start(
            a =>
            {
                var one = a.Child(b => b.On<string>(_ => b.Sender.Tell(b.Context.Parent)), "one");
                a.Child(_ => { }, "two");
                a.On<string>(name => a.Sender.Tell(a.Context.Child(name)));
                a.On<int>(_ => one.Forward("parent?"));
                a.On<bool>(_ => a.Sender.Tell(a.Context.GetChildren().ToList()));
            },
            "parent"
        );

        parent.Path.ToString().ShouldBe("akka://test/user/parent");
        (await parent.Ask<IActorRef>("one", Patience)).Path.ShouldBe(parent.Path / "one");
        (await parent.Ask<IActorRef>("three", Patience)).ShouldBe(ActorRefs.Nobody);
        (await parent.Ask<IActorRef>(0, Patience)).ShouldBe(parent);
        (await parent.Ask<List<IActorRef>>(true, Patience))
            .Select(child => child.Path.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Any_actor_can_be_stopped_through_the_system()
    {
        var probe = NewProbe();
        var parent = Start(a => a.Child(_ => { }, "child"));
        await Settle(parent);
        var child = await Sys.ActorSelection(parent.Path / "child").ResolveOne(Patience);
        probe.Watch(child);
        await Settle(probe.Ref);

        Sys.Stop(child);

        await probe.ExpectTerminated(child);
        await Settle(parent);
    }

    [Fact]
    public async Task The_children_of_a_failed_actor_handle_nothing_until_the_decision_about_it()
    {
        var probe = NewProbe();
        using var decide = new SemaphoreSlim(0);
        var top = Start(a =>
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
                    b.On<string>(text => throw new InvalidOperationException(text));
                    b.Child(c => c.On<string>(text => probe.Ref.Tell(text)), "leaf");
                },
                "middle"
            );
        });
        await Settle(top);
        var middle = await Sys.ActorSelection(top.Path / "middle").ResolveOne(Patience);
        var leaf = await Sys.ActorSelection(middle.Path / "leaf").ResolveOne(Patience);

        middle.Tell("bad");
        await probe.Expect("deciding");
        leaf.Tell("to the leaf");
        await probe.ExpectNothingBefore("fence");
        decide.Release();

        await probe.Expect("decided", "to the leaf");
    }

    [Fact]
    public async Task All_for_one_stops_every_child_when_one_has_used_up_its_retries()
    {
        var probe = NewProbe();
        var parent = Start(a =>
        {
            a.Strategy = () => new AllForOneStrategy(1, withinTimeMilliseconds: -1, _ => Directive.Restart);
            foreach (var name in new[] { "one", "two" })
            {
                a.Context.Watch(
                    a.Child(
                        b =>
                        {
                            b.OnPostRestart = _ => probe.Ref.Tell("restarted");
                            b.On<string>(text => throw new InvalidOperationException(text));
                        },
                        name
                    )
                );
            }
            a.On<Terminated>(_ => probe.Ref.Tell("terminated"));
            a.On<string>(text => a.Context.Child("one").Tell(text));
        });

        parent.Tell("bad");
        await probe.Expect("restarted", "restarted");
        parent.Tell("bad");

        await probe.Expect("terminated", "terminated");
    }

    [Fact]
    public async Task A_producer_gets_back_every_instance_it_made()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.CreateBy(new Producer(probe.Ref)));

        actor.Tell("fail");
        await probe.Expect("produced 1", "released 1", "produced 2");
        Sys.Stop(actor);

        await probe.Expect("released 2");
    }

    [Fact]
    public async Task No_child_can_be_created_while_stopping()
    {
        var probe = NewProbe();
        var actor = Start(a =>
            a.OnPostStop = () => probe.Ref.Tell(Should.Throw<InvalidOperationException>(() => a.Child(_ => { })))
        );

        Sys.Stop(actor);

        await probe.Next<InvalidOperationException>();
    }

    [Fact]
    public async Task A_hundred_thousand_actors_live_under_one_parent()
    {
        const int Count = 100_000;
        var parent = Sys.ActorOf<Crowd>();

        (await parent.Ask<int>(Count, Patience)).ShouldBe(Count);

        (await parent.GracefulStop(Patience)).ShouldBeTrue();
    }

    private sealed class Crowd : ReceiveActor
    {
        public Crowd()
        {
            var member = Props.Create<Member>();
            var answered = 0;
            var asker = ActorRefs.NoSender;
            Receive<int>(count =>
            {
                asker = Sender;
                for (var i = 0; i < count; i++)
                {
                    Context.ActorOf(member, $"member-{i}").Tell(count);
                }
            });
            Receive<Member.Here>(here =>
            {
                if (++answered == here.Count)
                {
                    asker.Tell(answered);
                }
            });
        }
    }

    private sealed class Member : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(new Here((int)message));

        public sealed record Here(int Count);
    }

    private sealed class Producer(IActorRef probe) : IIndirectActorProducer
    {
        private int _last;

        public Type ActorType => typeof(Numbered);

        public ActorBase Produce()
        {
            var actor = new Numbered(++_last);
            probe.Tell($"produced {actor.Number}");
            return actor;
        }

        public void Release(ActorBase actor) => probe.Tell($"released {((Numbered)actor).Number}");
    }

    private sealed class Numbered(int number) : UntypedActor
    {
        public int Number => number;

        protected override void OnReceive(object message) => throw new InvalidOperationException("bad");
    }
}
