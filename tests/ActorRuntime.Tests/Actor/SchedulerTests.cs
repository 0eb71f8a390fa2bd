using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

/// <summary>The wheel, in real time: what must happen is waited for, what must not is fenced off by something later.</summary>
public sealed class SchedulerTests : ActorTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(55)]
    public async Task Nothing_is_early(int milliseconds)
    {
        var fired = new TaskCompletionSource<TimeSpan>();
        var start = Stopwatch.GetTimestamp();

        Sys.Scheduler.Advanced.ScheduleOnce(milliseconds, () => fired.SetResult(Stopwatch.GetElapsedTime(start)));

        (await fired.Task.WaitAsync(Patience)).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Fact]
    public async Task Messages_come_in_the_order_of_their_times_with_the_given_sender()
    {
        var probe = NewProbe();
        var sender = NewProbe();

        Sys.Scheduler.ScheduleTellOnce(Later, probe.Ref, "second", sender.Ref);
        Sys.Scheduler.ScheduleTellOnce(Soon, probe.Ref, "first", ActorRefs.NoSender);

        await probe.Expect("first");
        probe.Sender.ShouldBe(Sys.DeadLetters);
        await probe.Expect("second");
        probe.Sender.ShouldBe(sender.Ref);
    }

    [Fact]
    public async Task Something_scheduled_repeatedly_comes_until_it_is_cancelled()
    {
        var probe = NewProbe();
        var repeated = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(
            Soon,
            Soon,
            probe.Ref,
            "tick",
            ActorRefs.NoSender
        );
        await probe.Expect("tick", "tick", "tick");

        repeated.Cancel();

        Sys.Scheduler.ScheduleTellOnce(Later, probe.Ref, "end", ActorRefs.NoSender);
        var last = await probe.Next();
        while (last is "tick") // At most the one that was on its way.
        {
            last = await probe.Next();
        }
        last.ShouldBe("end");
    }

    [Fact]
    public async Task What_is_cancelled_does_not_come()
    {
        var probe = NewProbe();
        var own = Sys.Scheduler.ScheduleTellOnceCancelable(Later, probe.Ref, "own", ActorRefs.NoSender);
        using var shared = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellOnce(Later, probe.Ref, "a", ActorRefs.NoSender, shared);
        Sys.Scheduler.Advanced.ScheduleOnce(Later, () => probe.Ref.Tell("b"), shared);
        Sys.Scheduler.Advanced.ScheduleRepeatedly(Later, Soon, () => probe.Ref.Tell("c"), shared);

        own.Cancel();
        shared.Cancel();
        Sys.Scheduler.ScheduleTellOnce(Later, probe.Ref, "d", ActorRefs.NoSender, shared);

        own.IsCancellationRequested.ShouldBeTrue();
        own.Token.IsCancellationRequested.ShouldBeTrue();
        Sys.Scheduler.ScheduleTellOnce(2 * Later, probe.Ref, "end", ActorRefs.NoSender);
        await probe.Expect("end");
    }

    [Fact]
    public async Task A_cancelable_can_be_cancelled_later_or_with_others()
    {
        var cancelled = new TaskCompletionSource();
        using var timed = new Cancelable(Sys.Scheduler, Soon);
        var linked = Cancelable.CreateLinkedCancelable(Sys.Scheduler, timed);
        linked.Token.Register(cancelled.SetResult);

        await cancelled.Task.WaitAsync(Patience);

        timed.IsCancellationRequested.ShouldBeTrue();
        Cancelable.CreateCanceled().IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task An_action_that_fails_is_logged_and_ends_nothing_else()
    {
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(Error));

        Sys.Scheduler.Advanced.ScheduleOnce(Soon, () => throw new InvalidOperationException("bad"));
        Sys.Scheduler.ScheduleTellOnce(Later, log.Ref, "end", ActorRefs.NoSender);

        (await log.Next<Error>()).Cause!.Message.ShouldBe("bad");
        await log.Expect("end");
    }

    [Fact]
    public async Task A_repeated_action_that_fails_is_not_repeated()
    {
        var probe = NewProbe();
        Sys.Scheduler.Advanced.ScheduleRepeatedly(
            TimeSpan.Zero,
            Soon,
            () =>
            {
                probe.Ref.Tell("called");
                throw new InvalidOperationException("bad");
            }
        );
        await probe.Expect("called");

        Sys.Scheduler.ScheduleTellOnce(10 * Soon, probe.Ref, "end", ActorRefs.NoSender);

        await probe.Expect("end");
    }

    [Fact]
    public void Times_that_mean_nothing_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() =>
            Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(-1), Sys.DeadLetters, "a", ActorRefs.NoSender)
        );
        Should.Throw<ArgumentOutOfRangeException>(() =>
            Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.Zero, Sys.DeadLetters, "a", ActorRefs.NoSender)
        );
        Should.Throw<ConfigurationException>(() => ActorSystem.Create("fast", "akka.scheduler.tick-duration = 100us"));
    }

    [Fact]
    public async Task Nothing_can_be_scheduled_after_the_end_of_the_system()
    {
        var system = ActorSystem.Create("ended", "akka.loggers = []");
        await system.Terminate().WaitAsync(Patience);

        Should.Throw<SchedulerException>(() => system.Scheduler.Advanced.ScheduleOnce(Soon, () => { }));
    }

    [Fact]
    public async Task Ten_thousand_timers_all_come_once_although_others_are_cancelled_among_them()
    {
        const int Count = 10_000;
        var fired = new ConcurrentDictionary<int, int>();
        var left = Count;
        var all = new TaskCompletionSource();

        for (var i = 0; i < Count; i++)
        {
            var number = i;
            var doomed = Sys.Scheduler.Advanced.ScheduleOnceCancelable(
                TimeSpan.FromSeconds(5 + (i % 10)),
                () => fired[-1] = 1
            );
            Sys.Scheduler.Advanced.ScheduleOnce(
                i % 50,
                () =>
                {
                    fired.AddOrUpdate(number, 1, (_, times) => times + 1);
                    if (Interlocked.Decrement(ref left) == 0)
                    {
                        all.SetResult();
                    }
                }
            );
            doomed.Cancel();
        }

        await all.Task.WaitAsync(Patience);
        fired.Count.ShouldBe(Count);
        fired.Values.ShouldAllBe(times => times == 1);
    }

    [Fact]
    public async Task Timers_of_actors_work_on_the_wheel()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnPreStart = () =>
            {
                a.Timers.StartSingleTimer("once", "once", Soon);
                a.SetReceiveTimeout(Later);
            };
            a.On<string>(text => probe.Ref.Tell(text));
            a.On<ReceiveTimeout>(_ => probe.Ref.Tell("timeout"));
        });

        await probe.Expect("once", "timeout", "timeout");
        Sys.Stop(actor);
    }
}
