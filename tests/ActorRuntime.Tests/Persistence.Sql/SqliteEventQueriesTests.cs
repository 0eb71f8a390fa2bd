using Akka.Actor;
using Akka.Persistence;
using Shouldly;
using Xunit;

namespace CacheActors.Persistence.Sql;

public sealed class SqliteEventQueriesTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PersistenceFixture _fixture = new(
        $$"""
        {{NoteSerializer.Settings}}
        akka.persistence.journal.sql {
            replay-batch-size = 3
            refresh-interval = 50ms
            event-adapters { tagging = "CacheActors.Persistence.Sql.Tagging, ActorRuntime.Tests" }
            event-adapter-bindings { "Akka.Persistence.Note, ActorRuntime.Tests" = tagging }
        }
        """,
        sqlite: true
    );

    private SqliteEventQueries Queries => SqliteEventQueries.For(_fixture.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task Current_events_are_all_that_are_stored_in_the_order_of_storing()
    {
        await Store("a", "1", "2");
        await Store("b", "3", "4", "5", "6", "7");
        await Store("a", "8");

        var all = await Texts(Queries.CurrentEvents(0));

        all.ShouldBe(["a1:1", "a2:2", "b1:3", "b2:4", "b3:5", "b4:6", "b5:7", "a3:8"]);
    }

    [Fact]
    public async Task A_query_goes_on_after_an_offset()
    {
        await Store("a", "1", "2", "3", "4");
        var offsets = new List<long>();
        await foreach (var envelope in Queries.CurrentEvents(0))
        {
            offsets.Add(envelope.Offset);
        }

        offsets.ShouldBeInOrder();
        (await Texts(Queries.CurrentEvents(offsets[1]))).ShouldBe(["a3:3", "a4:4"]);
    }

    [Fact]
    public async Task Events_are_found_by_their_tag()
    {
        await Store("a", "1", "red 2", "red 3");
        await Store("b", "red 4", "5", "red 6", "red 7");

        (await Texts(Queries.CurrentEventsByTag("red", 0))).ShouldBe([
            "a2:red 2",
            "a3:red 3",
            "b1:red 4",
            "b3:red 6",
            "b4:red 7",
        ]);
        (await Texts(Queries.CurrentEventsByTag("blue", 0))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_of_one_entity_are_found_by_number()
    {
        await Store("a", "1", "2", "3", "4", "5");
        await Store("b", "x");

        (await Texts(Queries.CurrentEventsByPersistenceId("a"))).ShouldBe(["a1:1", "a2:2", "a3:3", "a4:4", "a5:5"]);
        (await Texts(Queries.CurrentEventsByPersistenceId("a", 2, 4))).ShouldBe(["a2:2", "a3:3", "a4:4"]);
        (await Texts(Queries.CurrentEventsByPersistenceId("nobody"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_live_query_goes_on_with_what_is_stored_later()
    {
        await Store("a", "1");
        await using var live = Queries.Events(0).GetAsyncEnumerator();
        (await Next(live)).ShouldBe("a1:1");

        var next = Next(live);
        await Store("b", "2");

        (await next).ShouldBe("b1:2");
    }

    [Fact]
    public async Task A_live_query_by_tag_sees_only_that_tag()
    {
        await using var live = Queries.EventsByTag("red", 0).GetAsyncEnumerator();
        var next = Next(live);

        await Store("a", "1", "red 2");

        (await next).ShouldBe("a2:red 2");
    }

    [Fact]
    public async Task A_live_query_of_an_entity_ends_with_the_number_it_was_asked_for()
    {
        await Store("a", "1");
        var query = Texts(Queries.EventsByPersistenceId("a", 1, 2));

        await Store("a", "2", "3");

        (await query.WaitAsync(Patience)).ShouldBe(["a1:1", "a2:2"]);
    }

    [Fact]
    public async Task A_live_query_sees_what_another_process_stores()
    {
        await using var live = Queries.Events(0).GetAsyncEnumerator();
        var next = Next(live);
        var other = new SqliteStore(new StoreSettings(_fixture.JournalPath, BusyTimeout: Patience));

        await other.Write([new JournalRow("x", 1, 638_000_000_000_000_000, "9"u8.ToArray(), "note.v1", 4711, "w", [])]);

        (await next).ShouldBe("x1:9");
        other.Close(Patience);
    }

    [Fact]
    public async Task A_live_query_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await using var live = Queries.Events(0, cancel.Token).GetAsyncEnumerator();
        var next = Next(live);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Persistence_ids_are_told_once_each()
    {
        foreach (var id in (string[])["c", "a", "b", "d"])
        {
            await Store(id, "1", "2");
        }

        var ids = new List<string>();
        await foreach (var id in Queries.CurrentPersistenceIds())
        {
            ids.Add(id);
        }

        ids.ShouldBe(["a", "b", "c", "d"], ignoreOrder: true);
    }

    [Fact]
    public async Task Deleted_events_are_not_found()
    {
        await Store("a", "1", "red 2", "3");
        var store = SqliteStores.Of(_fixture.System).Open(new StoreSettings(_fixture.JournalPath));

        await store.DeleteEvents("a", 2);

        (await Texts(Queries.CurrentEvents(0))).ShouldBe(["a3:3"]);
        (await Texts(Queries.CurrentEventsByTag("red", 0))).ShouldBeEmpty();
        (await Texts(Queries.CurrentEventsByPersistenceId("a"))).ShouldBe(["a3:3"]);
    }

    private static string Text(EventEnvelope envelope) =>
        $"{envelope.PersistenceId}{envelope.SequenceNr}:{((Note)envelope.Event).Text}";

    private static async Task<List<string>> Texts(IAsyncEnumerable<EventEnvelope> query)
    {
        var texts = new List<string>();
        await foreach (var envelope in query)
        {
            texts.Add(Text(envelope));
        }

        return texts;
    }

    private static async Task<string> Next(IAsyncEnumerator<EventEnvelope> query)
    {
        (await query.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        return Text(query.Current);
    }

    /// <summary>Stores by an actor of its own, and waits until it has ended.</summary>
    private async Task Store(string id, params string[] notes)
    {
        var left = notes.Length;
        var actor = _fixture.Start(
            id,
            (self, command) =>
                self.Persist(
                    new Note((string)command),
                    _ =>
                    {
                        if (--left == 0)
                        {
                            self.Stop();
                        }
                    }
                )
        );
        foreach (var note in notes)
        {
            actor.Tell(note);
        }

        await _fixture.Stopped(actor);
    }
}
