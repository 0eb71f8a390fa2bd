using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;
using Xunit.Sdk;

namespace ActorRuntime.TestKit.Tests;

public class EventFilterTests() : ActorTest("akka.loglevel = DEBUG")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public void An_expected_event_is_found_at_every_level()
    {
        EventFilter.Debug("d").ExpectOne(() => Log.Debug("d"));
        EventFilter.Info("i").ExpectOne(() => Log.Info("i"));
        EventFilter.Warning("w").ExpectOne(() => Log.Warning("w"));
        EventFilter.Error("e").ExpectOne(() => Log.Error("e"));
        EventFilter.ForLogLevel(LogLevel.InfoLevel, "i").ExpectOne(() => Log.Info("i"));
    }

    [Fact]
    public void An_event_of_another_level_is_not_counted()
    {
        var failure = Should.Throw<FailException>(() =>
            EventFilter.Warning("text").Expect(1, Soon, () => Log.Error("text"))
        );

        failure.Message.ShouldContain("Timeout (30 ms)");
        failure.Message.ShouldContain(
            "Only received 0/1 messages that matched filter [Warning when Message == \"text\"]"
        );
    }

    [Fact]
    public void Messages_are_named_by_start_part_or_pattern()
    {
        EventFilter.Info(start: "one").ExpectOne(() => Log.Info("one two"));
        EventFilter.Info(contains: "e t").ExpectOne(() => Log.Info("one two"));
        EventFilter.Info(new Regex("^o.*o$", RegexOptions.None, Long)).ExpectOne(() => Log.Info("one {0}", "two"));
        Should.Throw<FailException>(() => EventFilter.Info(start: "two").ExpectOne(Soon, () => Log.Info("one two")));
    }

    [Fact]
    public void Too_many_events_fail()
    {
        var failure = Should.Throw<FailException>(() =>
            EventFilter
                .Info("x")
                .Expect(
                    1,
                    () =>
                    {
                        Log.Info("x");
                        Log.Info("x");
                        ExpectThatLoggersAreDone();
                    }
                )
        );

        failure.Message.ShouldContain("Received 1 message too many. Expected 1 message but received 2");
    }

    [Fact]
    public void No_event_can_be_expected()
    {
        EventFilter.Error().Expect(0, Soon, () => Log.Info("harmless"));
        Should.Throw<FailException>(() => EventFilter.Error().Expect(0, Long, () => Log.Error("harm")));
    }

    [Fact]
    public void The_failure_of_an_actor_is_found_by_its_exception()
    {
        var actor = ActorOf<Echo>("failing");

        EventFilter
            .Exception<FormatException>(contains: "wrong", source: "/user/failing")
            .ExpectOne(() => actor.Tell(new FormatException("wrong format")));
        EventFilter
            .Exception<Exception>(source: actor.Path.ToString())
            .ExpectOne(() => actor.Tell(new FormatException("of a derived type")));
        Should.Throw<FailException>(() =>
            EventFilter.Exception<TimeoutException>().ExpectOne(Soon, () => actor.Tell(new FormatException("other")))
        );
    }

    [Fact]
    public void A_cause_is_found_if_the_filter_looks_for_it()
    {
        var wrapped = new InvalidOperationException("outer", new FormatException("inner"));

        EventFilter
            .Exception(typeof(FormatException), "inner", checkInnerExceptions: true)
            .ExpectOne(() => Log.Error(wrapped, "failed"));
        Should.Throw<FailException>(() =>
            EventFilter.Exception(typeof(FormatException)).ExpectOne(Soon, () => Log.Error(wrapped, "failed"))
        );
    }

    [Fact]
    public void Dead_letters_are_found_by_message_and_recipient()
    {
        var dead = Watch(ActorOf<Echo>("dead"));
        Sys.Stop(dead);
        ExpectTerminated(dead);

        EventFilter.DeadLetter().ExpectOne(() => dead.Tell("any"));
        EventFilter.DeadLetter<string>("/user/dead").ExpectOne(() => dead.Tell("text"));
        EventFilter.DeadLetter<int>(number => number > 1).ExpectOne(() => dead.Tell(2));
        Should.Throw<FailException>(() => EventFilter.DeadLetter<int>().ExpectOne(Soon, () => dead.Tell("text")));
    }

    [Fact]
    public void An_unhandled_message_is_a_warning()
    {
        var actor = ActorOf<Deaf>("deaf");

        EventFilter.Warning(start: "Unhandled message from", source: "/user/deaf").ExpectOne(() => actor.Tell("hello"));
    }

    [Fact]
    public void An_event_that_several_filters_match_counts_once()
    {
        EventFilter
            .Error(contains: "b")
            .And.Error(start: "a")
            .Expect(
                2,
                () =>
                {
                    Log.Error("abc");
                    Log.Error("bcd");
                }
            );
    }

    [Fact]
    public void Several_filters_count_together()
    {
        EventFilter
            .Info("a")
            .And.Warning("b")
            .Expect(
                2,
                () =>
                {
                    Log.Info("a");
                    Log.Warning("b");
                }
            );
    }

    [Fact]
    public void A_predicate_names_events()
    {
        EventFilter
            .Custom<Error>(error => error.Cause is FormatException)
            .ExpectOne(() => Log.Error(new FormatException(), "failed"));
    }

    [Fact]
    public async Task Events_are_expected_without_blocking()
    {
        var actor = ActorOf<Echo>();

        var result = await EventFilter
            .Exception<FormatException>()
            .ExpectOneAsync(async () =>
            {
                actor.Tell(new FormatException());
                return await actor.Ask<string>("still there", Long);
            });

        result.ShouldBe("still there");
        await Should.ThrowAsync<FailException>(() =>
            EventFilter.Error().ExpectAsync(1, Soon, () => Log.Info("harmless"))
        );
    }

    [Fact]
    public void A_system_without_the_listener_is_named_as_the_reason()
    {
        using var plain = ActorSystem.Create("plain", "akka.stdout-loglevel = OFF\nakka.loggers = []");

        var failure = Should.Throw<FailException>(() =>
            CreateEventFilter(plain).Info().ExpectOne(Soon, () => plain.Log.Info("unseen"))
        );

        failure.Message.ShouldContain("no TestEventListener among akka.loggers");
    }

    /// <summary>The listener handles events in order: when it has seen this one, it has seen all before it.</summary>
    private void ExpectThatLoggersAreDone() => EventFilter.Debug("done").ExpectOne(() => Log.Debug("done"));

    private sealed class Deaf : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
