using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class DeathWatchTests : ActorTest
{
    [Fact]
    public async Task A_watcher_is_told_once_when_the_actor_stops()
    {
        var probe = NewProbe();
        var subject = Start(_ => { });
        probe.Watch(subject);
        probe.Watch(subject);
        await Settle(probe.Ref);

        Sys.Stop(subject);

        var terminated = await probe.Next<Terminated>();
        terminated.ActorRef.ShouldBe(subject);
        terminated.ExistenceConfirmed.ShouldBeTrue();
        probe.Sender.ShouldBe(subject);
        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task Every_watcher_is_told()
    {
        Probe[] probes = [NewProbe(), NewProbe(), NewProbe()];
        var subject = Start(_ => { });
        foreach (var probe in probes)
        {
            probe.Watch(subject);
            await Settle(probe.Ref);
        }

        subject.Tell(PoisonPill.Instance);

        foreach (var probe in probes)
        {
            await probe.ExpectTerminated(subject);
        }
    }

    [Fact]
    public async Task Watching_an_actor_that_has_stopped_tells_at_once()
    {
        var probe = NewProbe();
        var subject = Start(_ => { });
        (await subject.GracefulStop(Patience)).ShouldBeTrue();

        probe.Watch(subject);

        await probe.ExpectTerminated(subject);
    }

    [Fact]
    public async Task Watching_a_path_where_nobody_ever_was_tells_at_once()
    {
        var probe = NewProbe();
        var nobody = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef("akka://test/user/nobody");

        probe.Watch(nobody);

        (await probe.Next<Terminated>()).ExistenceConfirmed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_restart_is_no_end()
    {
        var probe = NewProbe();
        var subject = Start(a => a.On<string>(text => throw new InvalidOperationException(text)));
        probe.Watch(subject);
        await Settle(probe.Ref);

        subject.Tell("bad");
        await Settle(subject);

        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task WatchWith_delivers_the_given_message()
    {
        var probe = NewProbe();
        var subject = Start(_ => { });
        var watcher = Start(a =>
        {
            a.Context.WatchWith(subject, "it ended");
            a.On<string>(text => probe.Ref.Tell(text));
        });
        await Settle(watcher);

        Sys.Stop(subject);

        await probe.Expect("it ended");
    }

    [Fact]
    public async Task Watching_with_another_message_without_unwatching_is_refused()
    {
        var subject = Start(_ => { });
        var watcher = Start(a =>
            a.On<string>(_ =>
            {
                a.Context.WatchWith(subject, "one");
                a.Context.WatchWith(subject, "one");
                Should.Throw<InvalidOperationException>(() => a.Context.WatchWith(subject, "two"));
                Should.Throw<InvalidOperationException>(() => a.Context.Watch(subject));
                a.Context.Unwatch(subject);
                a.Context.Watch(subject);
                a.Sender.Tell("done");
            })
        );

        (await watcher.Ask<string>("go", Patience)).ShouldBe("done");
    }

    [Fact]
    public async Task After_Unwatch_nothing_comes_not_even_from_the_mailbox()
    {
        var probe = NewProbe();
        var subject = Start(_ => { });
        using var stopped = new SemaphoreSlim(0);
        var watcher = Start(a =>
        {
            a.Context.Watch(subject);
            a.On<string>(_ =>
            {
                stopped.Wait(Patience).ShouldBeTrue();
                a.Context.Unwatch(subject);
            });
            a.On<Terminated>(_ => probe.Ref.Tell("told"));
        });
        await Settle(watcher);

        watcher.Tell("unwatch once it has stopped");
        await subject.GracefulStop(Patience);
        stopped.Release();
        await Settle(watcher);

        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task After_Unwatch_the_message_of_WatchWith_does_not_come_either()
    {
        var probe = NewProbe();
        var subject = Start(_ => { });
        using var go = new SemaphoreSlim(0);
        var watcher = Start(a =>
        {
            a.Context.WatchWith(subject, "gone");
            a.On<int>(_ => go.Wait(Patience).ShouldBeTrue());
            a.On<bool>(_ => a.Context.Unwatch(subject));
            a.On<string>(text => probe.Ref.Tell(text));
        });
        await Settle(watcher);

        watcher.Tell(1); // While this is handled
        watcher.Tell(true);
        await subject.GracefulStop(Patience); // the subject ends: the message about it comes after the order to unwatch.
        go.Release();
        await Settle(watcher);
        await Settle(watcher);

        await probe.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task The_message_of_WatchWith_can_be_stashed()
    {
        var probe = NewProbe();
        var subject = Start(_ => { });
        var watcher = Start(a =>
        {
            a.Context.WatchWith(subject, "gone");
            a.On<string>(_ =>
            {
                a.Stash.Stash();
                a.Switch(() => a.On<string>(text => probe.Ref.Tell(text)));
                a.Stash.UnstashAll();
            });
        });
        await Settle(watcher);

        Sys.Stop(subject);

        await probe.Expect("gone");
    }

    [Fact]
    public async Task A_watcher_that_does_not_handle_the_end_fails_with_a_death_pact()
    {
        var probe = NewProbe();
        var subject = Start(_ => { });
        var parent = Start(a =>
        {
            a.Strategy = () =>
                new OneForOneStrategy(failure =>
                {
                    probe.Ref.Tell(failure);
                    return Directive.Stop;
                });
            a.Child(child => child.Context.Watch(subject), "watcher");
        });
        await Settle(parent);
        await Sys.ActorSelection(parent.Path / "watcher").ResolveOne(Patience);

        Sys.Stop(subject);

        (await probe.Next<DeathPactException>()).DeadActor.ShouldBe(subject);
    }

    [Fact]
    public async Task A_parent_sees_the_child_gone_when_it_is_told()
    {
        var probe = NewProbe();
        var parent = Start(a =>
        {
            a.Context.Watch(a.Child(_ => { }, "child"));
            a.On<string>(_ => a.Context.Stop(a.Context.Child("child")));
            a.On<Terminated>(_ =>
            {
                probe.Ref.Tell(a.Context.GetChildren().Count());
                a.Child(_ => { }, "child");
                probe.Ref.Tell("created again");
            });
        });

        parent.Tell("stop");

        await probe.Expect(0, "created again");
    }

    [Fact]
    public async Task Who_asks_can_be_watched_until_the_answer()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            var asking = ActorRefs.NoSender;
            a.On<string>(_ =>
            {
                asking = a.Sender;
                a.Context.Watch(asking);
            });
            a.On<int>(number => asking.Tell(number));
            a.On<Terminated>(t => probe.Ref.Tell(t.ActorRef.Equals(asking)));
        });
        var answer = actor.Ask<int>("question", Patience);
        await Settle(actor);
        await probe.ExpectNothingBefore("fence");

        actor.Tell(1);

        (await answer).ShouldBe(1);
        await probe.Expect(true);
    }

    [Fact]
    public async Task Watching_who_asked_tells_at_once_after_the_answer()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<string>(_ =>
            {
                a.Sender.Tell(1);
                a.Context.Watch(a.Sender);
            });
            a.On<Terminated>(_ => probe.Ref.Tell("ended"));
        });

        (await actor.Ask<int>("question", Patience)).ShouldBe(1);

        await probe.Expect("ended");
    }

    [Fact]
    public async Task Watching_oneself_does_nothing()
    {
        var actor = Start(a =>
        {
            a.Context.Watch(a.Self);
            a.Context.Unwatch(a.Self);
        });

        (await actor.GracefulStop(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stopping_watcher_hears_of_no_more_ends()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(Akka.Event.DeadLetter));
        var subject = Start(_ => { });
        var watcher = Start(a => a.Context.Watch(subject));
        await Settle(watcher);

        await watcher.GracefulStop(Patience);
        await subject.GracefulStop(Patience);

        await letters.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task WatchAsync_ends_with_the_actor_or_with_its_token()
    {
        var subject = Start(_ => { });
        using var enough = new CancellationTokenSource();
        var given = subject.WatchAsync(enough.Token);
        await enough.CancelAsync();
        (await given.WaitAsync(Patience)).ShouldBeFalse();

        var ended = subject.WatchAsync();
        Sys.Stop(subject);

        (await ended.WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task GracefulStop_waits_for_the_end_and_is_cancelled_when_it_takes_too_long()
    {
        var quick = Start(_ => { });
        var slow = Start(a => a.On<string>(_ => { }));

        (await quick.GracefulStop(Patience)).ShouldBeTrue();
        await Should.ThrowAsync<TaskCanceledException>(() =>
            slow.GracefulStop(TimeSpan.FromMilliseconds(20), "not a stop")
        );
    }
}
