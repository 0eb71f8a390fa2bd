using System.Collections.Immutable;
using Akka.Actor;
using Akka.Pattern;
using Shouldly;
using Xunit;

namespace Akka.Persistence;

public sealed class JournalFailureTests : IAsyncLifetime
{
    private readonly PersistenceFixture _fixture = new(
        $$"""
        {{FaultyJournal.Settings}}
        faulty.recovery-event-timeout = 100ms
        faulty.circuit-breaker { max-failures = 3, call-timeout = 10s, reset-timeout = 10s }
        """
    );

    private JournalFaults Faults => JournalFaults.Of(_fixture.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task An_event_that_cannot_be_stored_stops_the_actor_and_its_handler_does_not_run()
    {
        Faults.Write = _ => Task.FromException<IImmutableList<Exception?>?>(new IOException("disk on fire"));
        var actor = StartPersisting("a");

        actor.Tell("1");

        (await _fixture.Next(2)).ShouldBe(["recovered", "failed 1 1 disk on fire"]);
        await _fixture.Stopped(actor);
    }

    [Fact]
    public async Task A_journal_that_throws_at_once_is_a_failure_like_any_other()
    {
        Faults.Write = _ => throw new IOException("disk on fire");
        var actor = StartPersisting("a");

        actor.Tell("1");

        (await _fixture.Next(2)).ShouldBe(["recovered", "failed 1 1 disk on fire"]);
        await _fixture.Stopped(actor);
    }

    [Fact]
    public async Task After_a_failure_a_new_incarnation_goes_on_where_the_journal_is()
    {
        var first = StartPersisting("a");
        first.Tell("1");
        await _fixture.Next(2);
        Faults.Write = _ => Task.FromException<IImmutableList<Exception?>?>(new IOException("disk on fire"));
        first.Tell("2");
        await _fixture.Next();
        await _fixture.Stopped(first);
        Faults.Write = null;

        var second = StartPersisting("a");
        second.Tell("3");

        (await _fixture.Next(3)).ShouldBe(["replayed 1", "recovered", "stored 3 2"]);
    }

    [Fact]
    public async Task A_rejected_event_is_reported_and_the_actor_goes_on()
    {
        Faults.Write = writes =>
            Task.FromResult<IImmutableList<Exception?>?>(
                ImmutableList.Create<Exception?>(new FormatException("not storable"))
            );
        var actor = StartPersisting("a");
        actor.Tell("1");
        (await _fixture.Next(2)).ShouldBe(["recovered", "rejected 1 1 not storable"]);
        Faults.Write = null;

        actor.Tell("2");

        (await _fixture.Next()).ShouldBe("stored 2 2");
    }

    [Fact]
    public async Task Of_several_writes_only_the_rejected_ones_are_reported()
    {
        Faults.Write = _ =>
            Task.FromResult<IImmutableList<Exception?>?>([null, new FormatException("not storable"), null]);
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                foreach (var e in (string[])["a", "b", "c"])
                {
                    self.Persist(e, stored => self.Tell($"stored {stored}"));
                }
            }
        );

        actor.Tell("go");

        (await _fixture.Next(4)).ShouldBe(["recovered", "stored a", "rejected b 2 not storable", "stored c"]);
    }

    [Fact]
    public async Task A_wrong_number_of_answers_is_a_failure()
    {
        Faults.Write = _ => Task.FromResult<IImmutableList<Exception?>?>([null, null]);
        var actor = StartPersisting("a");

        actor.Tell("1");

        (await _fixture.Next(2))[1].ShouldStartWith("failed 1 1 WriteMessagesAsync was given 1 writes");
        await _fixture.Stopped(actor);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_stops_the_actor()
    {
        Faults.Read = _ => Task.FromException<long>(new IOException("unreadable"));

        var actor = StartPersisting("a");

        (await _fixture.Next()).ShouldBe("recovery failed at -: unreadable");
        await _fixture.Stopped(actor);
    }

    [Fact]
    public async Task A_journal_that_never_answers_stops_the_actor_after_the_timeout()
    {
        Faults.Read = _ => new TaskCompletionSource<long>().Task;

        var actor = StartPersisting("a");

        ((string)await _fixture.Next()).ShouldStartWith("recovery failed at -: Recovery timed out");
        await _fixture.Stopped(actor);
    }

    [Fact]
    public async Task An_open_circuit_breaker_fails_writes_at_once()
    {
        var calls = 0;
        Faults.Write = _ =>
        {
            calls++;
            return Task.FromException<IImmutableList<Exception?>?>(new IOException("disk on fire"));
        };

        var actors = Enumerable.Range(0, 4).Select(i => StartPersisting($"a{i}")).ToList();
        await _fixture.Next(4);

        foreach (var actor in actors)
        {
            var refused = calls == 3;
            actor.Tell("1");
            ((string)await _fixture.Next()).ShouldStartWith(
                refused ? "failed 1 1 Circuit Breaker is open" : "failed 1 1 disk on fire"
            );
        }

        calls.ShouldBe(3);
    }

    [Fact]
    public async Task A_rejected_event_may_be_followed_by_another_one_at_once()
    {
        var first = true;
        Faults.Write = _ =>
        {
            var refusals = first ? ImmutableList.Create<Exception?>(new FormatException("not storable")) : null;
            first = false;
            return Task.FromResult<IImmutableList<Exception?>?>(refusals);
        };
        var actor = _fixture.Start(
            "a",
            (self, command) => self.Persist(command, e => self.Tell($"stored {e}")),
            self => self.Rejecting = _ => self.Persist("instead", e => self.Tell($"stored {e}"))
        );

        actor.Tell("1");
        actor.Tell("2");

        (await _fixture.Next(4)).ShouldBe(["recovered", "rejected 1 1 not storable", "stored instead", "stored 2"]);
    }

    [Fact]
    public async Task A_journal_that_is_not_configured_stops_its_actor_at_once_and_no_other()
    {
        var logged = _fixture.NextError();

        await _fixture.Stopped(_fixture.Start("a", (_, _) => { }, self => self.UseJournal("no.such.journal")));

        (await logged).ToString().ShouldContain("no.such.journal");
        StartPersisting("b");
        (await _fixture.Next()).ShouldBe("recovered");
    }

    [Fact]
    public async Task Answers_come_in_the_order_of_the_requests_whatever_order_the_writes_end_in()
    {
        var first = new TaskCompletionSource<IImmutableList<Exception?>?>();
        var second = new TaskCompletionSource<IImmutableList<Exception?>?>();
        var pending = new Queue<TaskCompletionSource<IImmutableList<Exception?>?>>([first, second]);
        Faults.Write = _ => pending.Dequeue().Task;
        var journal = Persistence.Instance.Apply(_fixture.System).JournalFor("");
        foreach (var id in (string[])["a", "b"])
        {
            journal.Tell(new WriteMessages([new AtomicWrite(new Persistent(id, 1, id))], _fixture.Probe, 1));
        }

        second.SetResult(null);
        first.SetResult(null);

        var told = await _fixture.Next(4);
        told.Where(line => line.StartsWith("WriteMessageSuccess<", StringComparison.Ordinal))
            .Select(line => line.Contains("payload: a", StringComparison.Ordinal))
            .ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_failed_deletion_is_reported()
    {
        Faults.Delete = () => Task.FromException(new IOException("no"));
        var actor = _fixture.Start(
            "a",
            (self, command) =>
            {
                if (command is DeleteMessagesFailure failure)
                {
                    self.Tell($"not deleted to {failure.ToSequenceNr}: {failure.Cause.Message}");
                }
                else
                {
                    self.DeleteMessages(7);
                }
            }
        );

        actor.Tell("go");

        (await _fixture.Next(2)).ShouldBe(["recovered", "not deleted to 7: no"]);
    }

    private IActorRef StartPersisting(string id) =>
        _fixture.Start(
            id,
            (self, command) => self.Persist(command, e => self.Tell($"stored {e} {self.LastSequenceNr}"))
        );
}
