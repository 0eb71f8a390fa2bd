using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.TestKit.Tests;

public class TestProbeTests : ActorTest
{
    [Fact]
    public void A_probe_sends_in_its_own_name()
    {
        var probe = CreateTestProbe("probe");

        probe.Send(ActorOf<Echo>(), "hello");

        probe.ExpectMsg("hello");
        HasMessages.ShouldBeFalse();
        probe.Ref.Path.Name.ShouldBe("probe");
    }

    [Fact]
    public void A_probe_answers_the_last_message()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("question", TestActor);

        probe.ExpectMsg("question");
        probe.Reply("answer");

        ExpectMsg("answer");
        LastSender.ShouldBe(probe.Ref);
        probe.Sender.ShouldBe(TestActor);
    }

    [Fact]
    public void A_probe_forwards_with_the_original_sender()
    {
        var probe = CreateTestProbe();
        var target = CreateTestProbe();
        probe.Ref.Tell("message", TestActor);
        probe.ExpectMsg("message");

        probe.Forward(target.Ref);
        probe.Forward(target.Ref, "another");

        target.ExpectMsgFrom(TestActor, "message");
        target.ExpectMsgFrom(TestActor, "another");
    }

    [Fact]
    public void A_probe_that_received_nothing_cannot_answer()
    {
        Should.Throw<IllegalActorStateException>(() => CreateTestProbe().Reply("answer"));
    }

    [Fact]
    public void A_probe_is_a_reference_equal_to_its_own()
    {
        IActorRef probe = CreateTestProbe();
        var reference = ((Akka.TestKit.TestProbe)probe).Ref;

        probe.Tell("direct", TestActor);
        ((Akka.TestKit.TestProbe)probe).ExpectMsg("direct");
        probe.Equals(reference).ShouldBeTrue();
        reference.Equals(probe).ShouldBeTrue();
        probe.GetHashCode().ShouldBe(reference.GetHashCode());
    }

    [Fact]
    public void An_actor_can_watch_a_probe()
    {
        var probe = CreateTestProbe();

        Watch(probe);
        Sys.Stop(probe);

        ExpectTerminated(probe);
    }

    [Fact]
    public void A_probe_supervises_its_children_as_it_is_told()
    {
        var probe = CreateTestProbe();
        var stopped = probe.ChildActorOf<Echo>("stopped", SupervisorStrategy.StoppingStrategy);
        var restarted = probe.ChildActorOf<Echo>("restarted");
        Watch(stopped);

        EventFilter
            .Exception<FormatException>()
            .Expect(
                2,
                () =>
                {
                    stopped.Tell(new FormatException());
                    restarted.Tell(new FormatException());
                }
            );

        ExpectTerminated(stopped);
        restarted.Tell("still there");
        ExpectMsg("still there");
        stopped.Path.Parent.ShouldBe(probe.Ref.Path);
    }

    [Fact]
    public void A_child_that_cannot_be_created_fails_the_test_and_not_the_probe()
    {
        var probe = CreateTestProbe();
        probe.ChildActorOf<Echo>("name");
        probe.Ref.Tell("kept", TestActor);

        Should.Throw<InvalidActorNameException>(() => probe.ChildActorOf<Echo>("name"));

        probe.ExpectMsg("kept");
    }

    [Fact]
    public void A_probe_makes_no_probes()
    {
        Should.Throw<NotSupportedException>(() => CreateTestProbe().CreateTestProbe());
    }
}
