using Akka.Actor;
using Akka.Actor.Dsl;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class ActTests : ActorTest
{
    [Fact]
    public async Task Messages_go_to_the_handler_of_their_type_and_predicate()
    {
        var actor = Sys.ActorOf(act =>
        {
            act.Receive<string>(text => text.Length > 3, (_, context) => context.Sender.Tell("long text"));
            act.Receive<string>((_, context) => context.Sender.Tell("text"), text => text.Length > 1);
            act.ReceiveAsync<int>(
                async (number, context) =>
                {
                    var asker = context.Sender;
                    await Task.Yield();
                    asker.Tell(number + 1);
                }
            );
            act.ReceiveAny((_, context) => context.Sender.Tell("something"));
        });

        (await actor.Ask<string>("abcd", Patience)).ShouldBe("long text");
        (await actor.Ask<string>("ab", Patience)).ShouldBe("text");
        (await actor.Ask<string>("a", Patience)).ShouldBe("something");
        (await actor.Ask<int>(41, Patience)).ShouldBe(42);
    }

    [Fact]
    public async Task Hooks_run_around_a_restart_and_the_description_anew()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(
            (act, context) =>
            {
                probe.Ref.Tell($"new {context.Self.Path.Name}");
                act.OnPreStart = _ => probe.Ref.Tell("start");
                act.OnPostStop = _ => probe.Ref.Tell("stop");
                act.OnPreRestart = (cause, message, _) =>
                {
                    probe.Ref.Tell($"before {cause.Message} {message}");
                    act.DefaultPreRestart(cause, message);
                };
                act.OnPostRestart = (cause, _) =>
                {
                    probe.Ref.Tell($"after {cause.Message}");
                    act.DefaultPostRestart(cause);
                };
                act.Receive<string>((text, _) => throw new InvalidOperationException("bad " + text));
            },
            "actor"
        );

        actor.Tell("x");
        actor.Tell(PoisonPill.Instance);

        await probe.Expect("new actor", "start", "before bad x x", "stop", "new actor", "after bad x", "start", "stop");
    }

    [Fact]
    public async Task Behaviour_changes_and_comes_back()
    {
        var actor = Sys.ActorOf(act =>
            act.Receive<string>(
                (text, context) =>
                {
                    context.Sender.Tell("first " + text);
                    act.BecomeStacked(
                        (message, inner) =>
                        {
                            inner.Sender.Tell($"second {message}");
                            act.UnbecomeStacked();
                        }
                    );
                }
            )
        );

        (await actor.Ask<string>("a", Patience)).ShouldBe("first a");
        (await actor.Ask<string>("b", Patience)).ShouldBe("second b");
        (await actor.Ask<string>("c", Patience)).ShouldBe("first c");
    }

    [Fact]
    public async Task A_strategy_decides_about_children()
    {
        var probe = NewProbe();
        var parent = Sys.ActorOf(act =>
        {
            act.Strategy = new OneForOneStrategy(_ => Directive.Stop);
            act.OnPreStart = _ =>
                act.ActorOf(
                    child =>
                    {
                        child.OnPostStop = _ => probe.Ref.Tell("stopped");
                        child.ReceiveAny((_, _) => throw new InvalidOperationException("bad"));
                    },
                    "child"
                );
            act.ReceiveAny((message, context) => context.Child("child").Tell(message));
        });

        parent.Tell("fail");

        await probe.Expect("stopped");
    }
}
