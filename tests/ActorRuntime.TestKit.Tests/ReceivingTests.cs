using System.Collections;
using Akka.Actor;
using Akka.TestKit;
using Shouldly;
using Xunit;
using Xunit.Sdk;

namespace ActorRuntime.TestKit.Tests;

public class ReceivingTests : ActorTest
{
    [Fact]
    public void One_message_is_taken_or_null_if_none_comes()
    {
        Send("a");

        ReceiveOne().ShouldBe("a");
        ReceiveOne(TimeSpan.Zero).ShouldBeNull();
        Should.Throw<IllegalActorStateException>(() => LastMessage);
    }

    [Fact]
    public void A_message_that_was_looked_at_is_still_there()
    {
        Send("a");

        PeekOne().ShouldBe("a");
        TryPeekOne(out var envelope, TimeSpan.Zero, CancellationToken.None).ShouldBeTrue();
        envelope.Sender.ShouldBe(TestActor);
        ExpectMsg("a");
        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void So_many_messages_are_taken_in_their_order()
    {
        Send(1, 2, 3);

        ReceiveN(2).ShouldBe([1, 2]);
        ExpectMsg(3);
    }

    [Fact]
    public async Task Too_few_messages_fail_and_are_counted()
    {
        Send(1);

        var failure = Should.Throw<FailException>(() => ReceiveN(2, Soon));

        failure.Message.ShouldContain("while expecting 2 messages. Only got 1");
        await Should.ThrowAsync<FailException>(async () =>
        {
            await foreach (var _ in ReceiveNAsync(1, Soon)) { }
        });
    }

    [Fact]
    public void Messages_are_taken_while_a_function_wants_them_and_the_next_one_stays()
    {
        Send("a", "b", 3);

        ReceiveWhile(message => message as string).ShouldBe(["a", "b"]);
        ExpectMsg(3);
    }

    [Fact]
    public void Messages_are_taken_until_it_is_silent()
    {
        Send(1, 2);

        ReceiveWhile<object>(message => message, max: TimeSpan.FromSeconds(60), idle: Soon).ShouldBe([1, 2]);
        LastMessage.ShouldBe(2);
    }

    [Fact]
    public void Messages_are_taken_up_to_a_number()
    {
        Send(1, 2, 3);

        ReceiveWhile<int>(_ => true, msgs: 2).ShouldBe([1, 2]);
        ExpectMsg(3);
    }

    [Fact]
    public void Messages_of_other_types_are_dropped_or_end_it()
    {
        Send(1, "a", 2, -1);

        ReceiveWhile<int>(number => number > 0).ShouldBe([1, 2]);
        ExpectMsg(-1);

        Send(1, "a", 2);

        ReceiveWhile<int>(number => number > 0, shouldIgnoreOtherMessageTypes: false).ShouldBe([1]);
        ExpectMsg("a");
    }

    [Fact]
    public void Fishing_drops_messages_until_the_right_one_comes()
    {
        var others = new ArrayList();
        Send(1, "a", 2, 3);

        FishForMessage<int>(number => number == 2, others).ShouldBe(2);
        others.Cast<object>().ShouldBe(new object[] { 1, "a" });
        ExpectMsg(3);
    }

    [Fact]
    public void Fishing_without_a_bite_fails()
    {
        Send(1);

        var failure = Should.Throw<FailException>(() => FishForMessage(message => message is string, Soon, "a hint"));

        failure.Message.ShouldContain("1 others came");
        failure.Message.ShouldContain("a hint");
    }

    [Fact]
    public async Task A_type_that_must_not_come_fails_when_it_comes()
    {
        Send(1);
        await FishUntilMessageAsync<string>(Soon);

        Send(2, "unwanted");
        await Should.ThrowAsync<FailException>(() => FishUntilMessageAsync<string>());
    }

    [Fact]
    public async Task Silence_is_awaited_and_the_messages_until_then_are_kept()
    {
        Send(1, 2);

        (await WaitForRadioSilenceAsync(Soon)).Cast<object>().ShouldBe(new object[] { 1, 2 });

        Send(1, 2);
        await Should.ThrowAsync<FailException>(() => WaitForRadioSilenceAsync(Soon, maxMessages: 1));
    }

    [Fact]
    public void Ignored_messages_do_not_come()
    {
        IgnoreMessages<int>(number => number < 0);
        Send(-1, 1);
        ExpectMsg(1);

        IgnoreNoMessages();
        Send(-1);
        ExpectMsg(-1);
    }

    [Fact]
    public void What_no_test_looked_at_becomes_a_dead_letter_when_the_test_actor_stops()
    {
        var probe = CreateTestProbe();
        var dead = CreateTestProbe();
        Sys.EventStream.Subscribe(dead.Ref, typeof(Akka.Event.DeadLetter));
        probe.Ref.Tell("unread", TestActor);

        ((IInternalActorRef)probe.Ref).Stop();

        dead.FishForMessage<Akka.Event.DeadLetter>(letter => letter.Message is "unread");
    }

    [Fact]
    public void An_auto_pilot_acts_before_the_test_sees_the_message()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(
            new DelegateAutoPilot(
                (sender, message) =>
                {
                    sender.Tell($"piloted {message}", probe.Ref);
                    return message is "last" ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
                }
            )
        );

        probe.Ref.Tell("first", TestActor);
        probe.Ref.Tell("last", TestActor);
        probe.Ref.Tell("later", TestActor);

        ExpectMsg("piloted first");
        ExpectMsg("piloted last");
        ExpectNoMsg(Soon);
        probe.ReceiveN(3).ShouldBe(["first", "last", "later"]);
    }
}
