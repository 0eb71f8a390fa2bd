using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class AskTests : ActorTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    [Fact]
    public async Task The_first_answer_is_the_result_and_a_second_one_is_a_dead_letter()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var actor = Start(a =>
            a.On<string>(_ =>
            {
                a.Sender.Tell(1);
                a.Sender.Tell(2);
            })
        );

        (await actor.Ask<int>("question", Patience)).ShouldBe(1);

        (await letters.Next<DeadLetter>()).Message.ShouldBe(2);
    }

    [Fact]
    public async Task No_answer_in_time_is_an_AskTimeoutException()
    {
        var actor = Start(a => a.On<string>(_ => { }));

        await Should.ThrowAsync<AskTimeoutException>(() => actor.Ask<int>("question", Short));
    }

    [Fact]
    public async Task The_configured_timeout_counts_if_none_is_given()
    {
        using var system = ActorSystem.Create("short", "akka.loggers = [], akka.actor.ask-timeout = 30ms");
        var actor = system.ActorOf(Scripted.Props(a => a.On<string>(_ => { })));

        await Should.ThrowAsync<AskTimeoutException>(() => actor.Ask<int>("question"));
    }

    [Fact]
    public async Task A_cancelled_question_ends_at_once_and_a_late_answer_is_dropped_silently()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var gate = new TaskCompletionSource();
        var actor = Start(a =>
            a.OnAsync<string>(async _ =>
            {
                await gate.Task;
                a.Sender.Tell("late");
            })
        );
        using var enough = new CancellationTokenSource();

        var asking = actor.Ask<string>("question", enough.Token);
        await enough.CancelAsync();

        await Should.ThrowAsync<TaskCanceledException>(() => asking);
        gate.SetResult();
        await Settle(actor);
        await letters.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task A_status_failure_fails_the_question_with_its_cause()
    {
        var actor = Start(a =>
            a.On<string>(text => a.Sender.Tell(new Status.Failure(new InvalidOperationException(text))))
        );

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => actor.Ask<int>("bad", Patience));
        failure.Message.ShouldBe("bad");
    }

    [Fact]
    public async Task An_answer_of_another_type_fails_the_question()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var actor = Start(a => a.On<string>(text => a.Sender.Tell(text)));

        var failure = await Should.ThrowAsync<ArgumentException>(() => actor.Ask<int>("text", Patience));
        failure.Message.ShouldContain("System.String");
        failure.Message.ShouldContain("System.Int32");
        (await letters.Next<DeadLetter>()).Message.ShouldBe("text");
    }

    [Fact]
    public async Task A_status_failure_is_the_answer_to_who_asks_for_anything()
    {
        var actor = Start(a =>
            a.On<string>(text => a.Sender.Tell(new Status.Failure(new InvalidOperationException(text))))
        );

        (await actor.Ask("bad", Patience)).ShouldBeOfType<Status.Failure>().Cause.Message.ShouldBe("bad");
    }

    [Fact]
    public async Task A_question_to_a_stopped_actor_times_out()
    {
        var actor = Start(_ => { });
        await actor.GracefulStop(Patience);

        await Should.ThrowAsync<AskTimeoutException>(() => actor.Ask<int>("question", Short));
    }

    [Fact]
    public async Task The_reference_that_is_answered_can_be_found_by_its_path_until_the_answer()
    {
        var provider = ((ExtendedActorSystem)Sys).Provider;
        var actor = Start(a =>
            a.On<string>(_ =>
            {
                var path = a.Sender.Path.ToSerializationFormat();
                provider.ResolveActorRef(path).Tell(path);
            })
        );

        var path = await actor.Ask<string>("question", Patience);

        provider.ResolveActorRef(path).ShouldBeOfType<EmptyLocalActorRef>();
    }

    [Fact]
    public async Task The_question_can_hold_the_reference_to_answer_to()
    {
        var actor = Start(a => a.On<IActorRef>(replyTo => replyTo.Tell("answer")));

        var answer = await actor.Ask<string>(replyTo => replyTo, Patience, CancellationToken.None);

        answer.ShouldBe("answer");
    }

    [Fact]
    public async Task A_forwarded_question_is_answered_by_the_last_in_the_chain()
    {
        var last = Start(a => a.On<string>(text => a.Sender.Tell(text + "!")));
        var first = Start(a => a.On<string>(text => last.Forward(text)));

        (await first.Ask<string>("hello", Patience)).ShouldBe("hello!");
    }

    [Fact]
    public async Task Whoever_waits_does_not_run_on_the_thread_of_the_answering_actor()
    {
        var inHandler = false;
        using var left = new SemaphoreSlim(0);
        var actor = Start(a =>
            a.On<string>(_ =>
            {
                inHandler = true;
                a.Sender.Tell("answer");
                left.Wait(Patience).ShouldBeTrue();
                inHandler = false;
            })
        );

        await actor.Ask<string>("question", Patience);

        inHandler.ShouldBeTrue();
        left.Release();
    }

    [Fact]
    public async Task An_actor_that_blocks_on_an_answer_does_not_hold_up_the_actor_it_asks()
    {
        var inner = Start(a => a.On<string>(text => a.Sender.Tell(text)));
        var outer = Start(a =>
            a.On<string>(text => a.Sender.Tell(inner.Ask<string>(text, Patience).GetAwaiter().GetResult()))
        );

        (await outer.Ask<string>("hello", Patience)).ShouldBe("hello");
    }

    [Fact]
    public async Task PipeTo_sends_the_result_or_the_failure()
    {
        var probe = NewProbe();
        var sender = NewProbe();

        await Task.FromResult("result").PipeTo(probe.Ref, sender.Ref);
        await probe.Expect("result");
        probe.Sender.ShouldBe(sender.Ref);

        await Task.FromResult(1).PipeTo(probe.Ref, success: number => $"made of {number}");
        await probe.Expect("made of 1");

        await Task.FromException<string>(new InvalidOperationException("bad")).PipeTo(probe.Ref);
        (await probe.Next<Status.Failure>()).Cause.Message.ShouldBe("bad");

        await Task.FromException(new InvalidOperationException("bad"))
            .PipeTo(probe.Ref, failure: failure => failure.Message);
        await probe.Expect("bad");

        await Task.FromCanceled(new CancellationToken(canceled: true)).PipeTo(probe.Ref);
        (await probe.Next<Status.Failure>()).Cause.ShouldBeOfType<TaskCanceledException>();

        await Task.FromResult<string?>(null).PipeTo(probe.Ref);
        (await probe.Next<Status.Failure>()).Cause.ShouldBeOfType<InvalidMessageException>();

        await Task.CompletedTask.PipeTo(probe.Ref, success: () => "done");
        await probe.Expect("done");

        await Task.CompletedTask.PipeTo(probe.Ref);
        await probe.ExpectNothingBefore("fence");
    }
}
