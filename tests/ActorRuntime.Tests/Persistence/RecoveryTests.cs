using Akka.Actor;
using Shouldly;
using Xunit;

namespace Akka.Persistence;

public sealed class RecoveryTests : IAsyncLifetime
{
    private readonly PersistenceFixture _fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task Events_come_in_order_before_the_completion_and_before_commands()
    {
        await Store("a", "1", "2", "3");

        var actor = _fixture.Start("a", (self, command) => self.Tell($"{command} at {self.LastSequenceNr}"));
        actor.Tell("command");

        (await _fixture.Next(5)).ShouldBe(["replayed 1", "replayed 2", "replayed 3", "recovered", "command at 3"]);
    }

    [Fact]
    public async Task An_actor_is_recovering_until_its_recovery_is_complete()
    {
        await Store("a", "1");
        var seen = new List<bool>();

        _fixture.Start("a", (_, _) => { }, self => self.Recovering = _ => seen.Add(self.IsRecovering));
        await _fixture.Next(2);

        seen.ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_recovery_can_end_at_an_event_and_numbers_go_on_after_the_last_one()
    {
        await Store("a", "1", "2", "3");

        var actor = _fixture.Start(
            "a",
            (self, command) => self.Persist(command, e => self.Tell($"{e} {self.LastSequenceNr}")),
            self => self.Options = new Recovery(SnapshotSelectionCriteria.Latest, toSequenceNr: 2)
        );
        actor.Tell("next");

        (await _fixture.Next(4)).ShouldBe(["replayed 1", "replayed 2", "recovered", "next 4"]);
    }

    [Fact]
    public async Task A_recovery_can_be_limited_to_a_number_of_events()
    {
        await Store("a", "1", "2", "3");

        _fixture.Start(
            "a",
            (_, _) => { },
            self => self.Options = new Recovery(SnapshotSelectionCriteria.Latest, long.MaxValue, replayMax: 1)
        );

        (await _fixture.Next(2)).ShouldBe(["replayed 1", "recovered"]);
    }

    [Fact]
    public async Task Without_recovery_no_event_comes_but_numbers_go_on()
    {
        await Store("a", "1", "2");

        var actor = _fixture.Start(
            "a",
            (self, command) => self.Persist(command, e => self.Tell($"{e} {self.LastSequenceNr}")),
            self => self.Options = Recovery.None
        );
        actor.Tell("next");

        (await _fixture.Next(2)).ShouldBe(["recovered", "next 3"]);
    }

    [Fact]
    public async Task A_snapshot_is_offered_first_and_only_later_events_follow()
    {
        var actor = await Store("a", "1", "2");
        actor.Tell(new Save("state at 2"));
        await _fixture.Next();
        actor.Tell("3");
        await _fixture.Next();

        _fixture.Start("a", (_, _) => { });

        (await _fixture.Next(3)).ShouldBe(["snapshot state at 2", "replayed 3", "recovered"]);
    }

    [Fact]
    public async Task Snapshots_can_be_left_out_of_a_recovery()
    {
        var actor = await Store("a", "1");
        actor.Tell(new Save("state"));
        await _fixture.Next();

        _fixture.Start("a", (_, _) => { }, self => self.Options = new Recovery(SnapshotSelectionCriteria.None));

        (await _fixture.Next(2)).ShouldBe(["replayed 1", "recovered"]);
    }

    [Fact]
    public async Task A_handler_that_fails_for_an_event_stops_the_actor_and_the_log_names_the_event()
    {
        await Store("a", "1", "2");
        var logged = _fixture.NextError();

        var actor = _fixture.Start(
            "a",
            (_, _) => { },
            self => self.Recovering = message => _ = Equals(message, "2") ? throw new FormatException("on purpose") : 0
        );

        (await _fixture.Next(3))[2].ShouldBe("recovery failed at 2: on purpose");
        await _fixture.Stopped(actor);
        (await logged).ToString().ShouldContain("sequence number [2] for persistenceId [a]");
    }

    [Fact]
    public async Task Commands_that_arrive_during_the_recovery_wait_in_order()
    {
        await Store("a", "1");
        var actor = _fixture.Start("a", (self, command) => self.Tell(command));

        for (var i = 0; i < 100; i++)
        {
            actor.Tell(i);
        }

        (await _fixture.Next(102)).Skip(2).ShouldBe(Enumerable.Range(0, 100).Select(i => $"{i}"));
    }

    private async Task<IActorRef> Store(string id, params string[] events)
    {
        var actor = _fixture.Start(
            id,
            (self, command) =>
            {
                switch (command)
                {
                    case Save save:
                        self.SaveSnapshot(save.State);
                        break;
                    case SaveSnapshotSuccess:
                        self.Tell("saved");
                        break;
                    default:
                        self.Persist(command, self.Tell);
                        break;
                }
            }
        );
        foreach (var e in events)
        {
            actor.Tell(e);
        }

        await _fixture.Next(events.Length + 1);
        return actor;
    }

    private sealed record Save(string State);
}
