using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2.Internals;
using Shouldly;
using Xunit;
using Xunit.Sdk;

namespace ActorRuntime.TestKit.Tests;

public class ExpectMsgTests : ActorTest
{
    [Fact]
    public void The_next_message_of_the_expected_type_is_returned()
    {
        Send(1, "a");

        ExpectMsg<int>().ShouldBe(1);
        ExpectMsg<string>().ShouldBe("a");
    }

    [Fact]
    public async Task The_same_is_expected_without_blocking()
    {
        var waiting = ExpectMsgAsync<string>(text => text.Length == 3).AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        Send("abc");

        (await waiting).ShouldBe("abc");
    }

    [Fact]
    public void A_message_of_another_type_fails_and_says_what_came()
    {
        Send(1);

        var failure = Should.Throw<FailException>(() => ExpectMsg<string>(hint: "a hint"));

        failure.Message.ShouldContain("type System.String");
        failure.Message.ShouldContain("{1} (type System.Int32)");
        failure.Message.ShouldContain(TestActor.Path.ToString());
        failure.Message.ShouldContain("a hint");
    }

    [Fact]
    public void Silence_fails_and_says_what_was_expected_and_how_long_it_was_silent()
    {
        var failure = Should.Throw<FailException>(() => ExpectMsg<string>(Soon));

        failure.Message.ShouldContain("Timeout 30 ms while waiting for a message of type System.String");
        failure.Message.ShouldContain("nothing came in");
    }

    [Fact]
    public async Task Silence_fails_without_blocking()
    {
        var failure = await Should.ThrowAsync<FailException>(async () => await ExpectMsgAsync("never", Soon));

        failure.Message.ShouldContain("the message {never}");
    }

    [Fact]
    public void A_message_that_differs_fails_and_shows_both()
    {
        Send("found");

        var failure = Should.Throw<AkkaEqualException>(() => ExpectMsg("expected"));

        failure.Message.ShouldContain("Expected: expected");
        failure.Message.ShouldContain("Actual:   found");
    }

    [Fact]
    public void Braces_in_messages_do_not_spoil_the_text_of_a_failure()
    {
        Send("{0} {");

        Should.Throw<AkkaEqualException>(() => ExpectMsg("} {1}")).Message.ShouldContain("{0} {");
    }

    [Fact]
    public void Collections_are_equal_if_their_items_are()
    {
        Send(new List<int> { 1, 2 });

        ExpectMsg(new List<int> { 1, 2 });
    }

    [Fact]
    public void A_comparer_decides_what_is_equal()
    {
        Send("ABC");

        ExpectMsg("abc", StringComparer.OrdinalIgnoreCase.Equals);
    }

    [Fact]
    public void A_predicate_that_is_false_fails()
    {
        Send(2);

        Should.Throw<TrueException>(() => ExpectMsg<int>(number => number == 1)).Message.ShouldContain("{2}");
    }

    [Fact]
    public void Assertions_see_message_and_sender()
    {
        Send(2, 3);

        ExpectMsg<int>((number, sender) => number == 2 && sender.Equals(TestActor));
        Should
            .Throw<ShouldAssertException>(() => ExpectMsg<int>(number => number.ShouldBe(4)))
            .Message.ShouldContain("4");
    }

    [Fact]
    public void A_message_is_expected_from_its_sender_alone()
    {
        var sender = CreateTestProbe();
        sender.Send(TestActor, "a");
        sender.Send(TestActor, "b");

        ExpectMsgFrom(sender, "a");
        Should.Throw<AkkaEqualException>(() => ExpectMsgFrom<string>(TestActor)).Message.ShouldContain(sender.Path());
    }

    [Fact]
    public void All_of_several_messages_may_come_in_any_order()
    {
        Send(3, 1, 2);

        ExpectMsgAllOf(1, 2, 3).ShouldBe([3, 1, 2]);
    }

    [Fact]
    public void Each_of_several_expected_messages_must_come()
    {
        Send(1, 2, 4);

        var failure = Should.Throw<FailException>(() => ExpectMsgAllOf(1, 2, 3));

        failure.Message.ShouldContain("Not found [3]; found unexpected [4]");
    }

    [Fact]
    public void Which_of_several_expected_messages_comes_twice_does_not_matter()
    {
        Send(1, 2, 2);

        ExpectMsgAllOf(1, 1, 2).ShouldBe([1, 2, 2]);
    }

    [Fact]
    public async Task All_of_several_messages_are_expected_without_blocking()
    {
        Send("b", "a");
        var found = new List<string>();

        await foreach (var message in ExpectMsgAllOfAsync<string>(["a", "b"]))
        {
            found.Add(message);
        }

        found.ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Any_of_several_messages_will_do_but_no_other()
    {
        Send(2, 4);

        ExpectMsgAnyOf([1, 2, 3]).ShouldBe(2);
        Should.Throw<FailException>(() => ExpectMsgAnyOf([1, 2, 3])).Message.ShouldContain("one of [1, 2, 3]");
    }

    [Fact]
    public void Predicates_are_fulfilled_by_one_message_each()
    {
        Send("a", 1, 2);

        ExpectMsgAllOfMatchingPredicates(
                new Predicate<int>(number => number == 1).CreatePredicateInfo(),
                PredicateInfo.Create<string>(_ => true)
            )
            .ShouldBe(["a", 1]);
        Should.Throw<FailException>(() => ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<string>(_ => true)));
    }

    [Fact]
    public void Nothing_is_expected_for_a_time()
    {
        ExpectNoMsg(Soon);
        Send("unwanted");

        var failure = Should.Throw<FailException>(() => ExpectNoMsg(TimeSpan.FromSeconds(60)));

        failure.Message.ShouldContain("<unwanted> from");
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = ExpectMsgAsync<string>(cancellationToken: cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void A_watched_actor_that_stops_is_reported()
    {
        var actor = Watch(ActorOf<Echo>());

        Sys.Stop(actor);

        ExpectTerminated(actor).ExistenceConfirmed.ShouldBeTrue();
    }

    [Fact]
    public void An_actor_that_is_not_watched_any_more_is_not_reported()
    {
        var other = Watch(ActorOf<Echo>());
        var actor = Watch(ActorOf<Echo>());
        Unwatch(actor);

        Sys.Stop(actor);
        Sys.Stop(other);

        Should.Throw<AkkaEqualException>(() => ExpectTerminated(actor)).Message.ShouldContain(other.Path.Name);
        ExpectNoMsg(Soon);
    }
}
