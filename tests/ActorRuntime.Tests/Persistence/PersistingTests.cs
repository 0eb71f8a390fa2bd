using Akka.Actor;
using Shouldly;
using Xunit;

namespace Akka.Persistence;

public sealed class PersistingTests : IAsyncLifetime
{
    private readonly PersistenceFixture _fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task A_handler_runs_after_its_event_was_stored_with_the_sender_of_the_command()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                self.Persist(command, e => self.LastSender.Tell($"stored {e} as {self.LastSequenceNr}"));
                self.Tell("handled");
            }
        );

        (await actor.Ask<string>("x", TimeSpan.FromSeconds(30))).ShouldBe("stored x as 1");
        (await _fixture.Next(2)).ShouldBe(["recovered", "handled"]);
    }

    [Fact]
    public async Task Commands_wait_while_events_are_stored_and_keep_their_order()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                self.Tell($"command {command}");
                self.Persist(command, e => self.Tell($"event {e}"));
            }
        );

        foreach (var command in new[] { "1", "2", "3" })
        {
            actor.Tell(command);
        }

        (await _fixture.Next(7)).ShouldBe([
            "recovered",
            "command 1",
            "event 1",
            "command 2",
            "event 2",
            "command 3",
            "event 3",
        ]);
    }

    [Fact]
    public async Task Several_persists_of_a_command_run_their_handlers_in_order_before_the_next_command()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                self.Persist($"{command}a", self.Tell);
                self.PersistAll([$"{command}b", $"{command}c"], self.Tell);
                self.Persist($"{command}d", self.Tell);
            }
        );

        actor.Tell("1");
        actor.Tell("2");

        (await _fixture.Next(9)).ShouldBe(["recovered", "1a", "1b", "1c", "1d", "2a", "2b", "2c", "2d"]);
    }

    [Fact]
    public async Task Persisting_inside_a_handler_comes_before_the_next_command()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
                self.Persist(
                    $"{command} outer",
                    e =>
                    {
                        self.Tell(e);
                        self.Persist($"{command} inner", self.Tell);
                    }
                )
        );

        actor.Tell("1");
        actor.Tell("2");

        (await _fixture.Next(5)).ShouldBe(["recovered", "1 outer", "1 inner", "2 outer", "2 inner"]);
    }

    [Fact]
    public async Task What_is_persisted_in_handlers_comes_after_all_that_the_command_persisted()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                self.Persist(
                    $"{command} outer 1",
                    outer =>
                    {
                        self.Tell(outer);
                        self.Persist($"{command} inner 1", self.Tell);
                    }
                );
                self.Persist(
                    $"{command} outer 2",
                    outer =>
                    {
                        self.Tell(outer);
                        self.PersistAsync($"{command} inner 2", self.Tell);
                    }
                );
            }
        );

        actor.Tell("x");
        actor.Tell("y");

        // What is persisted async keeps its place among the events, too, but lets the next command through.
        var seen = await _fixture.Next(9);
        seen[0].ShouldBe("recovered");
        seen.Where(e => e[0] == 'x').ShouldBe(["x outer 1", "x outer 2", "x inner 1", "x inner 2"]);
        seen.Where(e => e[0] == 'y').ShouldBe(["y outer 1", "y outer 2", "y inner 1", "y inner 2"]);
    }

    [Fact]
    public async Task Handlers_can_persist_on_and_on()
    {
        var actor = _fixture.Start("a", (self, _) => PersistFrom(self, 1));

        actor.Tell("x");
        actor.Tell("y");

        var numbers = Enumerable.Range(1, 30).Select(n => $"{n}").ToList();
        (await _fixture.Next(61)).ShouldBe(["recovered", .. numbers, .. numbers]);

        static void PersistFrom(Scripted self, int number) =>
            self.Persist(
                number,
                stored =>
                {
                    self.Tell(stored);
                    if (number < 30)
                    {
                        PersistFrom(self, number + 1);
                    }
                }
            );
    }

    [Fact]
    public async Task A_deferred_handler_runs_at_once_if_nothing_is_being_stored()
    {
        var actor = _fixture.Start(
            "a",
            (self, _) =>
            {
                self.DeferAsync("deferred 1", self.Tell);
                self.Tell("command");
                self.PersistAsync("event", self.Tell);
                self.DeferAsync("deferred 2", self.Tell);
                self.Tell("end of command");
            }
        );

        actor.Tell("x");

        (await _fixture.Next(6)).ShouldBe([
            "recovered",
            "deferred 1",
            "command",
            "end of command",
            "event",
            "deferred 2",
        ]);
    }

    [Fact]
    public async Task Persisting_no_events_calls_no_handler_and_holds_up_nobody()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                self.PersistAll(Array.Empty<string>(), self.Tell);
                self.Tell(command);
            }
        );

        actor.Tell("1");
        actor.Tell("2");

        (await _fixture.Next(3)).ShouldBe(["recovered", "1", "2"]);
    }

    [Fact]
    public async Task Persisting_async_lets_other_commands_through_and_keeps_the_order_of_the_handlers()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                self.Tell($"command {command}");
                self.PersistAsync($"{command}a", self.Tell);
                self.PersistAllAsync([$"{command}b", $"{command}c"], self.Tell);
            }
        );
        await _fixture.Next();
        actor.Tell("1");
        actor.Tell("2");

        var told = await _fixture.Next(8);

        told.Where(line => !line.StartsWith("command", StringComparison.Ordinal))
            .ShouldBe(["1a", "1b", "1c", "2a", "2b", "2c"]);
    }

    [Fact]
    public async Task A_deferred_handler_runs_after_the_events_before_it_and_nothing_is_stored_for_it()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                self.DeferAsync("at once", self.Tell);
                self.PersistAsync($"{command}", self.Tell);
                self.DeferAsync("later", self.Tell);
                self.Tell("handled");
            }
        );

        actor.Tell("e");

        (await _fixture.Next(5)).ShouldBe(["recovered", "at once", "handled", "e", "later"]);
        _fixture.Start("a", (_, _) => { });
        (await _fixture.Next(2)).ShouldBe(["replayed e", "recovered"]);
    }

    [Fact]
    public async Task A_deferred_handler_keeps_the_sender_of_its_command()
    {
        var actor = _fixture.Start(
            "a",
            (self, _) =>
            {
                self.PersistAsync("e", self.Tell);
                self.DeferAsync("answer", e => self.LastSender.Tell(e));
            }
        );

        (await actor.Ask<string>("x", TimeSpan.FromSeconds(30))).ShouldBe("answer");
    }

    [Fact]
    public async Task Stashed_commands_come_back_before_those_that_waited_for_the_journal()
    {
        // b is put aside until c was handled; everything arrives while a is being stored.
        var unlocked = false;
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                switch (command)
                {
                    case "b" when !unlocked:
                        self.Stash.Stash();
                        break;
                    case "c":
                        unlocked = true;
                        self.Persist("c", self.Tell);
                        self.Stash.UnstashAll();
                        break;
                    default:
                        unlocked &= !Equals(command, "a");
                        self.Persist(command, self.Tell);
                        break;
                }
            }
        );

        var commands = Enumerable.Repeat(new[] { "a", "b", "b", "c" }, 10).SelectMany(group => group).ToList();
        commands.ForEach(command => actor.Tell(command));

        var expected = Enumerable.Repeat(new[] { "a", "c", "b", "b" }, 10).SelectMany(group => group);
        (await _fixture.Next(41)).Skip(1).ShouldBe(expected);
    }

    [Fact]
    public async Task Unstashing_one_returns_the_oldest_only()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                switch (command)
                {
                    case "next":
                        self.Stash.Unstash();
                        break;
                    case string text when self.LastSequenceNr == 0 && self.Stash.Count < 2:
                        self.Stash.Stash();
                        self.Tell($"stashed {text}");
                        break;
                    default:
                        self.Persist(command, self.Tell);
                        break;
                }
            }
        );

        foreach (var command in new[] { "1", "2", "3", "next", "4" })
        {
            actor.Tell(command);
        }

        (await _fixture.Next(6)).ShouldBe(["recovered", "stashed 1", "stashed 2", "3", "1", "4"]);
    }

    [Fact]
    public async Task An_async_command_may_persist_after_it_awaited_and_nobody_comes_between()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
                self.Run(async () =>
                {
                    self.Tell($"begin {command}");
                    await Task.Yield();
                    self.Persist(command, e => self.Tell($"event {e}"));
                    await Task.Yield();
                    self.Tell($"end {command}");
                })
        );

        actor.Tell("1");
        actor.Tell("2");

        (await _fixture.Next(7)).ShouldBe(["recovered", "begin 1", "end 1", "event 1", "begin 2", "end 2", "event 2"]);
    }

    [Fact]
    public async Task An_async_handler_of_an_event_ends_before_the_next_command()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
                self.Persist(
                    command,
                    e =>
                        self.Run(async () =>
                        {
                            await Task.Yield();
                            self.Tell($"event {e}");
                        })
                )
        );

        actor.Tell("1");
        actor.Tell("2");
        actor.Tell("3");

        (await _fixture.Next(4)).ShouldBe(["recovered", "event 1", "event 2", "event 3"]);
    }

    [Fact]
    public async Task The_end_of_a_watched_actor_that_comes_while_an_event_is_stored_is_told_after()
    {
        var watched = _fixture.System.ActorOf(Props.Create(() => new BlackHole()));
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                if (command is Terminated)
                {
                    self.Tell("gone");
                    return;
                }

                self.Watch(watched);
                self.Run(async () =>
                {
                    self.Persist(command, self.Tell);
                    await watched.GracefulStop(TimeSpan.FromSeconds(30));
                });
            }
        );

        actor.Tell("1");

        (await _fixture.Next(3)).ShouldBe(["recovered", "1", "gone"]);
    }

    [Fact]
    public async Task An_actor_that_fails_in_a_handler_recovers_what_was_stored_and_loses_no_waiting_command()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
                self.Persist(
                    command,
                    e =>
                    {
                        if (Equals(e, "2"))
                        {
                            throw new InvalidOperationException("on purpose");
                        }

                        self.Tell($"event {e}");
                    }
                )
        );

        foreach (var command in new[] { "1", "2", "3", "4" })
        {
            actor.Tell(command);
        }

        (await _fixture.Next(7)).ShouldBe([
            "recovered",
            "event 1",
            "replayed 1",
            "replayed 2",
            "recovered",
            "event 3",
            "event 4",
        ]);
    }

    [Fact]
    public async Task Events_of_a_command_that_fails_after_persisting_are_stored()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                self.Persist(command, self.Tell);
                throw new InvalidOperationException("on purpose");
            }
        );

        actor.Tell("1");

        (await _fixture.Next(3)).ShouldBe(["recovered", "replayed 1", "recovered"]);
    }

    [Fact]
    public async Task Persisting_while_events_are_replayed_fails_the_recovery()
    {
        var first = _fixture.Start("a", (self, command) => self.Persist(command, self.Tell));
        first.Tell("1");
        await _fixture.Next(2);

        var second = _fixture.Start(
            "a",
            (_, _) => { },
            self => self.Recovering = message => self.Persist("2", self.Tell)
        );

        (await _fixture.Next(2))[1].ShouldStartWith("recovery failed at 1: Cannot persist during replay.");
        await _fixture.Stopped(second);
    }

    [Fact]
    public async Task An_actor_may_persist_when_its_recovery_is_complete_before_its_first_command()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) => self.Tell($"command {command}"),
            self =>
                self.Recovering = message =>
                {
                    if (message is RecoveryCompleted)
                    {
                        self.Persist("first", self.Tell);
                    }
                }
        );

        actor.Tell("1");
        actor.Tell("2");

        (await _fixture.Next(4)).ShouldBe(["recovered", "first", "command 1", "command 2"]);
    }

    [Fact]
    public async Task A_null_among_several_events_is_refused_and_leaves_no_trace()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                Should.Throw<ArgumentNullException>(() =>
                    self.PersistAll<object?>(["1", null], _ => self.Tell("stored"))
                );
                self.Persist(command, e => self.Tell($"stored {e} {self.LastSequenceNr}"));
            }
        );

        actor.Tell("2");
        actor.Tell("3");

        (await _fixture.Next(3)).ShouldBe(["recovered", "stored 2 1", "stored 3 2"]);
    }

    [Fact]
    public async Task A_sequence_of_events_that_fails_half_way_leaves_no_trace()
    {
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                if (Equals(command, "bad"))
                {
                    Should.Throw<FormatException>(() => self.PersistAll(Broken(), self.Tell));
                }
                else
                {
                    self.Persist(command, e => self.Tell($"{e} {self.LastSequenceNr}"));
                }
            }
        );

        actor.Tell("bad");
        actor.Tell("good");

        (await _fixture.Next(2)).ShouldBe(["recovered", "good 1"]);

        static IEnumerable<string> Broken()
        {
            yield return "one";
            throw new FormatException();
        }
    }

    private sealed class BlackHole : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }
}
