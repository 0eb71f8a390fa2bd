using Akka.Actor;
using Akka.TestKit;
using Shouldly;
using Xunit;

namespace ActorRuntime.TestKit.Tests;

public class TestSchedulerTests() : ActorTest(Akka.TestKit.Configs.TestConfigs.TestSchedulerConfig.ToString())
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_message_comes_when_its_time_has_come_and_not_before()
    {
        Sys.Scheduler.ScheduleTellOnce(Minute, TestActor, "due", TestActor);

        Time.Advance(Minute - TimeSpan.FromTicks(1));
        HasMessages.ShouldBeFalse();

        Time.Advance(TimeSpan.FromTicks(1));
        ExpectMsg("due");
    }

    [Fact]
    public void A_repeated_message_comes_as_often_as_it_is_due()
    {
        Sys.Scheduler.ScheduleTellRepeatedly(Minute, Minute * 2, TestActor, "tick", TestActor);

        Time.Advance(Minute * 5);

        ReceiveN(3).ShouldBe(["tick", "tick", "tick"]);
        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void Things_happen_in_the_order_of_their_time()
    {
        var happened = new List<(string What, TimeSpan When)>();
        Time.Advanced.ScheduleOnce(Minute * 2, () => happened.Add(("second", Time.MonotonicClock)));
        Time.Advanced.ScheduleOnce(Minute, () => happened.Add(("first", Time.MonotonicClock)));

        Time.Advance(Minute * 3);

        happened.ShouldBe([("first", Minute), ("second", Minute * 2)]);
        Time.MonotonicClock.ShouldBe(Minute * 3);
    }

    [Fact]
    public void What_was_cancelled_does_not_happen()
    {
        var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(Minute, TestActor, "never", TestActor);

        cancelable.Cancel();
        Time.Advance(Minute);

        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void Time_cannot_be_turned_back()
    {
        Time.AdvanceTo(Time.Now + Minute);

        Should.Throw<InvalidOperationException>(() => Time.AdvanceTo(Time.Now - Minute));
        Should.Throw<ArgumentOutOfRangeException>(() => Time.Advance(-Minute));
    }

    [Fact]
    public void The_timers_of_an_actor_follow_it()
    {
        var probe = CreateTestProbe();
        var actor = ActorOfAsTestActorRef(() => new Reminder(probe.Ref));

        actor.Tell("remind");
        Time.Advance(Minute * 59);
        probe.HasMessages.ShouldBeFalse();

        Time.Advance(Minute);
        probe.ExpectMsg("reminded");
    }

    private sealed class Reminder : ReceiveActor, IWithTimers
    {
        public Reminder(IActorRef whom)
        {
            Receive<string>(text => text == "remind", _ => Timers.StartSingleTimer("key", "now", Minute * 60));
            Receive<string>(text => text == "now", _ => whom.Tell("reminded"));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
