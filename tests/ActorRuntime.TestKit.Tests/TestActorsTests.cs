using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.TestActors;
using Shouldly;
using Xunit;

namespace ActorRuntime.TestKit.Tests;

public sealed class TestActorsTests : ActorTest
{
    [Fact]
    public void An_echo_reaches_the_test_and_the_sender_but_the_test_once_only()
    {
        var echo = Sys.ActorOf(EchoActor.Props(this));
        var probe = CreateTestProbe();

        echo.Tell("mine");
        echo.Tell("theirs", probe);

        ExpectMsg("mine");
        ExpectMsg("theirs");
        probe.ExpectMsg("theirs");
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void An_echo_can_be_for_the_test_alone()
    {
        var echo = Sys.ActorOf(EchoActor.Props(this, echoBackToSenderAsWell: false));
        var probe = CreateTestProbe();

        echo.Tell("theirs", probe);

        ExpectMsg("theirs");
        LastSender.ShouldBe(probe.Ref);
        probe.ExpectNoMsg(Soon);
    }

    [Fact]
    public void A_simple_echo_answers_and_a_forwarder_keeps_the_sender()
    {
        var forwarder = Sys.ActorOf(ForwardActor.Props(Sys.ActorOf(SimpleEchoActor.Props())));

        forwarder.Tell("hello");

        ExpectMsg("hello");
    }

    [Fact]
    public void A_black_hole_swallows_messages_and_an_unhandling_actor_does_not()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));

        Sys.ActorOf(BlackHoleActor.Props).Tell("lost");
        Sys.ActorOf<UnhandledMessageActor>().Tell("unhandled");

        ExpectMsg<UnhandledMessage>().Message.ShouldBe("unhandled");
    }

    [Fact]
    public void An_actor_can_be_written_down_in_the_test()
    {
        var actor = ActorOf(
            (act, context) =>
                act.Receive<string>((text, _) => context.Sender.Tell($"{context.Self.Path.Name}: {text}")),
            "named"
        );

        actor.Tell("hello");

        ExpectMsg("named: hello");
    }

    [Fact]
    public async Task A_probe_creates_children_without_blocking()
    {
        var probe = CreateTestProbe("parent");

        var child = await probe.ChildActorOfAsync<SimpleEchoActor>("child", SupervisorStrategy.StoppingStrategy);
        var other = await probe.ChildActorOfAsync<SimpleEchoActor>();

        child.Path.ShouldBe(probe.Ref.Path / "child");
        other.Path.Parent.ShouldBe(probe.Ref.Path);
    }

    [Fact]
    public void A_strategy_of_the_test_decides_about_one_child()
    {
        var strategy = new DelegatingSupervisorStrategy();
        var parent = Sys.ActorOf(act =>
        {
            act.Strategy = strategy;
            act.Receive<string>(
                (name, context) =>
                {
                    var child = context.ActorOf(
                        inner =>
                        {
                            inner.OnPreRestart = (_, _, _) => TestActor.Tell(name + " restarts");
                            inner.OnPostStop = _ => TestActor.Tell(name + " stops");
                            inner.ReceiveAny((_, _) => throw new InvalidOperationException("bad"));
                        },
                        name
                    );
                    if (name == "stopped")
                    {
                        strategy.Update(child, SupervisorStrategy.StoppingStrategy);
                    }
                    child.Tell("fail");
                }
            );
        });

        parent.Tell("stopped");
        ExpectMsg("stopped stops");
        parent.Tell("restarted");
        ExpectMsg("restarted restarts");
    }
}
