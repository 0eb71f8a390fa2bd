using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CacheActors.Persistence.Sql;

public sealed class SqlitePersistenceTests : IAsyncLifetime
{
    private readonly PersistenceFixture _fixture = new(
        $$"""
        {{NoteSerializer.Settings}}
        akka.persistence.journal.sql {
            event-adapters { tagging = "CacheActors.Persistence.Sql.Tagging, ActorRuntime.Tests" }
            event-adapter-bindings { "Akka.Persistence.Note, ActorRuntime.Tests" = tagging }
        }
        """,
        sqlite: true
    );

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task The_next_process_recovers_what_this_one_stored()
    {
        await Store("a", "1", "2");
        await _fixture.NextProcess();

        var actor = StartNotes("a");
        actor.Tell("3");

        (await _fixture.Next(4)).ShouldBe([
            "replayed Note { Text = 1 }",
            "replayed Note { Text = 2 }",
            "recovered",
            "stored 3 as 3",
        ]);
    }

    [Fact]
    public async Task A_row_has_the_manifest_and_id_of_its_serializer_and_one_writer_per_journal()
    {
        await Store("a", "1", "2");

        Query("SELECT DISTINCT manifest || ' ' || identifier FROM journal").ShouldBe(["note.v1 4711"]);
        Query("SELECT DISTINCT writer_uuid FROM journal").Count.ShouldBe(1);
        var created = long.Parse(Query("SELECT min(created) FROM journal").Single());
        new DateTimeOffset(created, TimeSpan.Zero).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Many_actors_that_persist_at_once_all_get_their_answers_and_every_event_is_stored_once()
    {
        var actors = Enumerable.Range(0, 200).Select(i => StartNotes($"a{i}")).ToList();
        foreach (var actor in actors)
        {
            for (var e = 0; e < 10; e++)
            {
                actor.Tell($"{e}");
            }
        }

        await _fixture.Next(200 * 11);

        Query("SELECT count(*) || ' ' || count(DISTINCT persistence_id) || ' ' || max(sequence_number) FROM journal")
            .ShouldBe(["2000 200 10"]);
    }

    [Fact]
    public async Task An_event_that_cannot_be_serialized_is_rejected_and_leaves_a_gap_only()
    {
        var actor = StartNotes("a");
        actor.Tell("unwritable");
        actor.Tell("2");

        (await _fixture.Next(3)).ShouldBe([
            "recovered",
            "rejected Note { Text = unwritable } 1 cannot be written",
            "stored 2 as 2",
        ]);
    }

    [Fact]
    public async Task An_unserializable_event_among_several_rejects_all_of_them()
    {
        var actor = _fixture.Start(
            "a",
            (self, _) => self.PersistAll([new Note("1"), new Note("unwritable")], self.Tell)
        );
        actor.Tell("go");

        (await _fixture.Next(3)).ShouldBe([
            "recovered",
            "rejected Note { Text = 1 } 1 cannot be written",
            "rejected Note { Text = unwritable } 2 cannot be written",
        ]);
        Query("SELECT count(*) FROM journal").ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_payload_that_cannot_be_read_stops_its_entity_with_its_id_and_number_and_no_other()
    {
        await Store("good", "1");
        await Store("bad", "1", "unreadable", "3");
        var logged = _fixture.NextError();

        var bad = StartNotes("bad");

        (await _fixture.Next(2))[1]
            .ShouldContain("Event 2 of 'bad' cannot be read (serializer 4711, manifest 'note.v1')");
        await _fixture.Stopped(bad);
        (await logged).ToString().ShouldContain("persistenceId [bad]");
        StartNotes("good");
        (await _fixture.Next(2))[1].ShouldBe("recovered");
    }

    [Fact]
    public async Task Of_two_actors_with_one_id_the_second_to_write_a_number_fails_and_nothing_is_lost()
    {
        var first = StartNotes("a");
        var second = StartNotes("a");
        await _fixture.Next(2);
        first.Tell("1");
        (await _fixture.Next()).ShouldBe("stored 1 as 1");

        second.Tell("other");

        ((string)await _fixture.Next()).ShouldStartWith("failed Note { Text = other } 1 SQLite error");
        await _fixture.Stopped(second);
        first.Tell("2");
        (await _fixture.Next()).ShouldBe("stored 2 as 2");
        Query("SELECT message FROM journal ORDER BY sequence_number").ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_new_incarnation_sees_what_its_predecessor_had_under_way()
    {
        for (var round = 0; round < 20; round++)
        {
            var actor = _fixture.Start(
                "a",
                (self, _) =>
                {
                    self.Persist(new Note("e"), self.Tell);
                    self.Stop();
                }
            );
            (await _fixture.Next(round + 1))[^1].ShouldBe("recovered");
            actor.Tell("go");
            await _fixture.Stopped(actor);
        }
    }

    [Fact]
    public async Task Tags_are_stored_and_the_actor_gets_its_bare_event()
    {
        await Store("a", "1", "red 2", "3");

        StartNotes("a");

        (await _fixture.Next(4)).ShouldContain("replayed Note { Text = red 2 }");
        Query("SELECT tag || sequence_nr || persistence_id FROM tags").ShouldBe(["red2a"]);
    }

    [Fact]
    public async Task Deleted_events_are_not_recovered_and_numbers_go_on()
    {
        await Store("a", "1", "2", "3");
        var deleting = _fixture.Start(
            "a",
            (self, command) =>
            {
                if (command is DeleteMessagesSuccess done)
                {
                    self.Tell($"deleted to {done.ToSequenceNr}");
                }
                else
                {
                    self.DeleteMessages(3);
                }
            }
        );
        deleting.Tell("go");
        await _fixture.Next(5);

        var actor = StartNotes("a");
        actor.Tell("4");

        (await _fixture.Next(2)).ShouldBe(["recovered", "stored 4 as 4"]);
    }

    [Fact]
    public async Task A_recovery_starts_from_the_latest_snapshot_also_in_the_next_process()
    {
        var actor = StartNotes("a");
        foreach (var command in new object[] { "1", new Snapshot("s1"), "2", new Snapshot("s2"), "3" })
        {
            actor.Tell(command);
        }

        await _fixture.Next(6);
        await _fixture.NextProcess();

        StartNotes("a");

        (await _fixture.Next(3)).ShouldBe(["snapshot Note { Text = s2 }", "replayed Note { Text = 3 }", "recovered"]);
    }

    [Fact]
    public async Task Snapshots_are_deleted_by_number_and_by_criteria()
    {
        var actor = StartNotes("a");
        foreach (var i in Enumerable.Range(1, 4))
        {
            actor.Tell($"{i}");
            actor.Tell(new Snapshot($"s{i}"));
        }

        await _fixture.Next(9);
        actor.Tell(new Delete(4));
        (await _fixture.Next()).ShouldBe("deleted");
        Query("SELECT sequence_number FROM snapshot ORDER BY 1").ShouldBe(["1", "2", "3"]);

        actor.Tell(new SnapshotSelectionCriteria(2));
        (await _fixture.Next()).ShouldBe("deleted");
        Query("SELECT sequence_number FROM snapshot").ShouldBe(["3"]);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_used_is_named_in_the_error_of_each_actor()
    {
        await using var fixture = new PersistenceFixture("akka.persistence.journal.sql.batch-size = 0", sqlite: true);

        fixture.Start("a", (_, _) => { });

        (await fixture.Next()).ShouldBe("recovery failed at -: batch-size is 0; it must be 1 or more.");
    }

    private IActorRef StartNotes(string id) =>
        _fixture.Start(
            id,
            (self, command) =>
            {
                switch (command)
                {
                    case string text:
                        self.Persist(new Note(text), e => self.Tell($"stored {e.Text} as {self.LastSequenceNr}"));
                        break;
                    case Snapshot snapshot:
                        self.SaveSnapshot(new Note(snapshot.State));
                        break;
                    case SaveSnapshotSuccess:
                        self.Tell("saved");
                        break;
                    case Delete delete:
                        self.DeleteSnapshot(delete.SequenceNr);
                        break;
                    case SnapshotSelectionCriteria criteria:
                        self.DeleteSnapshots(criteria);
                        break;
                    case DeleteSnapshotSuccess or DeleteSnapshotsSuccess:
                        self.Tell("deleted");
                        break;
                }
            }
        );

    private async Task Store(string id, params string[] notes)
    {
        var actor = StartNotes(id);
        foreach (var note in notes)
        {
            actor.Tell(note);
        }

        await _fixture.Next(notes.Length + 1);
    }

    private List<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_fixture.JournalPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private sealed record Snapshot(string State);

    private sealed record Delete(long SequenceNr);
}

/// <summary>Tags notes that begin with a colour.</summary>
public sealed class Tagging : IWriteEventAdapter
{
    public string Manifest(object evt) => "";

    public object ToJournal(object evt) =>
        evt is Note note && note.Text.StartsWith("red", StringComparison.Ordinal) ? new Tagged(evt, ["red"]) : evt;
}
