using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace Akka.Persistence;

public sealed class ReceivePersistentActorTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PersistenceFixture _fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task Handlers_are_chosen_by_type_and_predicate_in_the_order_they_were_added()
    {
        var actor = Start(self =>
        {
            self.On<int>(i => self.Reply("even"), i => i % 2 == 0);
            self.On<int>(i => self.Reply("odd"));
            self.On<string>(text => self.Reply("text"));
            self.OnAny(message => self.Reply("any"));
        });

        (await actor.Ask<string>(2, Patience)).ShouldBe("even");
        (await actor.Ask<string>(3, Patience)).ShouldBe("odd");
        (await actor.Ask<string>("x", Patience)).ShouldBe("text");
        (await actor.Ask<string>(1.5, Patience)).ShouldBe("any");
    }

    [Fact]
    public async Task What_is_recovered_goes_to_its_own_handlers_by_type()
    {
        var first = Start(self => self.On<string>(text => self.Persist(text, self.Reply)));
        await first.Ask<string>("1", Patience);

        Start(self =>
        {
            self.Recovered<string>(text => _fixture.Probe.Tell($"event {text}"));
            self.Recovered<RecoveryCompleted>(_ => _fixture.Probe.Tell("completed"));
        });

        (await _fixture.Next(2)).ShouldBe(["event 1", "completed"]);
    }

    [Fact]
    public async Task Become_takes_other_command_handlers_and_unbecome_goes_back()
    {
        var actor = Start(self =>
        {
            self.On<string>(text =>
            {
                self.Reply("calm");
                self.BecomeAngry(() => self.Reply("angry"));
            });
        });

        (await actor.Ask<string>("x", Patience)).ShouldBe("calm");
        (await actor.Ask<string>("x", Patience)).ShouldBe("angry");
        (await actor.Ask<string>("x", Patience)).ShouldBe("calm");
    }

    [Fact]
    public async Task An_async_command_handles_no_other_message_until_it_has_ended()
    {
        var actor = Start(self =>
            self.OnAsync<string>(async text =>
            {
                _fixture.Probe.Tell($"begin {text}");
                await Task.Yield();
                self.Persist(text, e => _fixture.Probe.Tell($"stored {e}"));
            })
        );

        actor.Tell("1");
        actor.Tell("2");

        (await _fixture.Next(4)).ShouldBe(["begin 1", "stored 1", "begin 2", "stored 2"]);
    }

    [Fact]
    public async Task A_command_without_a_handler_is_unhandled()
    {
        _fixture.System.EventStream.Subscribe(_fixture.Probe, typeof(UnhandledMessage));

        Start(_ => { }).Tell("nobody");

        (await _fixture.Next()).ShouldBeOfType<UnhandledMessage>().Message.ShouldBe("nobody");
    }

    [Fact]
    public async Task Handlers_cannot_be_added_once_the_actor_runs()
    {
        var actor = Start(self =>
            self.On<string>(text =>
                self.Reply(
                    Should.Throw<InvalidOperationException>(() => self.On<int>(_ => { })).Message
                        + Should.Throw<InvalidOperationException>(() => self.Recovered<int>(_ => { })).Message
                )
            )
        );

        var message = await actor.Ask<string>("x", Patience);

        message.ShouldContain("Command-methods");
        message.ShouldContain("Recover-methods");
    }

    [Fact]
    public async Task No_handler_can_follow_one_for_everything()
    {
        Start(self =>
        {
            self.OnAny(_ => { });
            _fixture.Probe.Tell(Should.Throw<InvalidOperationException>(() => self.On<int>(_ => { })).Message);
        });

        ((string)await _fixture.Next()).ShouldContain("catches all");
    }

    private IActorRef Start(Action<Declaring> declare) =>
        _fixture.System.ActorOf(Props.Create(() => new Declaring(declare)));

    private sealed class Declaring : ReceivePersistentActor
    {
        public Declaring(Action<Declaring> declare) => declare(this);

        public override string PersistenceId => "declared";

        public void On<T>(Action<T> handler, Predicate<T>? predicate = null) => Command(handler, predicate);

        public void OnAsync<T>(Func<T, Task> handler) => CommandAsync(handler);

        public void OnAny(Action<object> handler) => CommandAny(handler);

        public void Recovered<T>(Action<T> handler) => Recover(handler);

        public void Reply(object answer) => Sender.Tell(answer, Self);

        public void BecomeAngry(Action answer) =>
            BecomeStacked(() =>
                CommandAny(_ =>
                {
                    answer();
                    UnbecomeStacked();
                })
            );
    }
}
