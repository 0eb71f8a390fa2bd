using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;
using static CacheActors.Persistence.Sql.StoreFolder;

namespace CacheActors.Persistence.Sql;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_event_comes_back_as_it_was_written()
    {
        var store = _folder.Open();
        var row = Row("entity-ä-🙂", 1, "", "t1");

        await store.Write([row]);

        var stored = (await Replay(store, "entity-ä-🙂")).ShouldHaveSingleItem();
        stored.Message.ShouldBe(row.Message);
        stored.PersistenceId.ShouldBe(row.PersistenceId);
        stored.SequenceNr.ShouldBe(1);
        stored.CreatedTicks.ShouldBe(row.CreatedTicks);
        stored.Manifest.ShouldBe("m1");
        stored.SerializerId.ShouldBe(77);
        stored.WriterId.ShouldBe("writer-1");
        stored.Deleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_log_written_by_one_process_is_read_by_the_next()
    {
        var first = _folder.Open();
        await first.Write([Row("a", 1, "one"), Row("a", 2, "two")]);
        _folder.Close(first);

        var events = await Replay(_folder.Open(), "a");

        events.Select(e => System.Text.Encoding.UTF8.GetString(e.Message)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_write_is_answered_after_its_commit()
    {
        var store = _folder.Open();
        await store.HighestSequenceNr("a");
        Task write;
        using (_folder.HoldWriteLock())
        {
            write = store.Write([Row("a", 1)]);
            write.IsCompleted.ShouldBeFalse();
        }

        await write;

        _folder.Query("SELECT count(*) FROM journal").ShouldBe(["1"]);
    }

    [Fact]
    public async Task All_writes_that_wait_share_one_commit()
    {
        var store = _folder.Open();
        await store.Write([Row("first", 1)]);
        var before = _folder.CommitsInLog();
        Task[] writes;
        using (_folder.HoldWriteLock())
        {
            writes = [.. Enumerable.Range(0, 201).Select(i => store.Write([Row($"entity-{i}", 1)]))];
        }

        await Task.WhenAll(writes);

        // One that the writer took before it met the lock, with what waited by then, and one with all others.
        (_folder.CommitsInLog() - before).ShouldBeLessThanOrEqualTo(2);
        _folder.Query("SELECT count(*) FROM journal").ShouldBe(["202"]);
    }

    [Fact]
    public async Task A_transaction_is_bounded_by_the_batch_size()
    {
        _folder.Settings = _folder.Settings with { BatchSize = 10 };
        var store = _folder.Open();
        await store.Write([Row("first", 1)]);
        var before = _folder.CommitsInLog();
        Task[] writes;
        using (_folder.HoldWriteLock())
        {
            writes = [.. Enumerable.Range(0, 100).Select(i => store.Write([Row($"entity-{i}", 1)]))];
        }

        await Task.WhenAll(writes);

        (_folder.CommitsInLog() - before).ShouldBeInRange(10, 11);
    }

    [Fact]
    public async Task A_sequence_number_that_is_taken_fails_that_write_alone()
    {
        var store = _folder.Open();
        await store.Write([Row("a", 1, "kept")]);
        Task before;
        Task duplicate;
        Task after;
        using (_folder.HoldWriteLock())
        {
            before = store.Write([Row("b", 1)]);
            duplicate = store.Write([Row("a", 1, "lost?")]);
            after = store.Write([Row("c", 1)]);
        }

        var error = await Should.ThrowAsync<SqliteException>(() => duplicate);
        await Task.WhenAll(before, after);

        error.Message.ShouldContain("event 1 of 'a'");
        _folder
            .Query("SELECT persistence_id || message FROM journal ORDER BY 1")
            .ShouldBe(["akept", "bpayload", "cpayload"]);
    }

    [Fact]
    public async Task The_same_event_written_twice_fails_the_second_time()
    {
        var store = _folder.Open();
        await store.Write([Row("a", 1)]);

        await Should.ThrowAsync<SqliteException>(() => store.Write([Row("a", 1)]));
    }

    [Fact]
    public async Task Of_two_processes_that_write_the_same_sequence_number_the_second_fails()
    {
        var one = _folder.Open();
        var other = _folder.Open();
        await one.Write([Row("a", 1, "one")]);

        await Should.ThrowAsync<SqliteException>(() => other.Write([Row("a", 1, "other")]));

        await other.Write([Row("a", 2, "other")]);
        (await Replay(one, "a")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_processes_may_create_a_database_at_the_same_time()
    {
        var settings = _folder.Settings;
        var work = new List<Task>();
        for (var i = 0; i < 200; i++)
        {
            _folder.Settings = settings with { Path = $"{settings.Path}-{i}" };
            work.Add(_folder.Open().Query(journal => journal.LastOrdering()));
            work.Add(_folder.Open().Write([Row("a", 1)]));
        }

        await Task.WhenAll(work);
    }

    [Fact]
    public async Task A_write_of_several_events_leaves_nothing_if_one_of_them_is_refused()
    {
        var store = _folder.Open();
        await store.Write([Row("a", 3, "kept", "t")]);

        await Should.ThrowAsync<SqliteException>(() =>
            store.Write([Row("a", 1, "x", "t"), Row("a", 2, "x", "t", "u"), Row("a", 3, "x", "t")])
        );

        _folder.Query("SELECT message FROM journal").ShouldBe(["kept"]);
        _folder.Query("SELECT count(*) FROM tags").ShouldBe(["1"]);
    }

    [Fact]
    public async Task Tags_refer_to_the_row_of_their_event()
    {
        var store = _folder.Open();

        await store.Write([Row("a", 1, "x", "red", "blue"), Row("a", 2, "x"), Row("a", 3, "x", "red")]);

        _folder
            .Query(
                """
                SELECT j.sequence_number || t.tag || t.sequence_nr || t.persistence_id
                FROM tags t JOIN journal j ON j.ordering = t.ordering_id ORDER BY 1
                """
            )
            .ShouldBe(["1blue1a", "1red1a", "3red3a"]);
    }

    [Fact]
    public async Task A_reader_does_not_wait_for_the_writer()
    {
        var store = _folder.Open();
        await store.Write([Row("a", 1)]);

        using (_folder.HoldWriteLock())
        {
            (await Replay(store, "a")).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_reader_of_an_entity_waits_for_the_writes_of_this_entity_under_way()
    {
        var store = _folder.Open();
        await store.Write([Row("a", 1)]);
        Task write;
        Task<List<StoredEvent>> replay;
        using (_folder.HoldWriteLock())
        {
            write = store.Write([Row("a", 2)]);
            replay = Replay(store, "a");
            (await Replay(store, "b")).ShouldBeEmpty();
            replay.IsCompleted.ShouldBeFalse();
        }

        (await replay).Count.ShouldBe(2);
        await write;
    }

    [Fact]
    public async Task A_replay_of_many_pages_is_complete_and_in_order()
    {
        _folder.Settings = _folder.Settings with { ReplayBatchSize = 7 };
        var store = _folder.Open();
        await store.Write([.. Enumerable.Range(1, 50).Select(i => Row("a", i))]);

        (await Replay(store, "a")).Select(e => e.SequenceNr).ShouldBe(Enumerable.Range(1, 50).Select(i => (long)i));
        (await Replay(store, "a", from: 10, to: 30))
            .Select(e => e.SequenceNr)
            .ShouldBe(Enumerable.Range(10, 21).Select(i => (long)i));
        (await Replay(store, "a", max: 14)).Count.ShouldBe(14);
        (await Replay(store, "a", max: 0)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, long.MaxValue, long.MaxValue)]
    [InlineData(1, 3, long.MaxValue)]
    [InlineData(1, long.MaxValue, 2)]
    [InlineData(1, long.MaxValue, 0)]
    [InlineData(99, long.MaxValue, long.MaxValue)]
    public async Task A_replay_tells_the_highest_sequence_number_whatever_it_was_asked_for(long from, long to, long max)
    {
        var store = _folder.Open();
        await store.Write([.. Enumerable.Range(1, 5).Select(i => Row("a", i))]);

        (await store.Replay("a", from, to, max, _ => { })).ShouldBe(5);
    }

    [Fact]
    public async Task Deleted_events_are_not_replayed_and_their_numbers_not_used_again()
    {
        var store = _folder.Open();
        await store.Write([Row("a", 1, "x", "t"), Row("a", 2, "x", "t"), Row("a", 3, "x", "t")]);

        await store.DeleteEvents("a", 2);

        (await Replay(store, "a")).Select(e => e.SequenceNr).ShouldBe([3]);
        await store.DeleteEvents("a", long.MaxValue);
        (await Replay(store, "a")).ShouldBeEmpty();
        (await store.HighestSequenceNr("a")).ShouldBe(3);
        _folder.Query("SELECT sequence_number || ' ' || deleted FROM journal").ShouldBe(["3 1"]);
        _folder.Query("SELECT * FROM tags").ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_concerns_one_entity()
    {
        var store = _folder.Open();
        await store.Write([Row("a", 1), Row("a", 2)]);
        await store.Write([Row("b", 1), Row("b", 2)]);

        await store.DeleteEvents("a", 2);

        (await Replay(store, "b")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_latest_snapshot_in_the_range_is_loaded()
    {
        var store = _folder.Open();
        foreach (var (number, created) in new[] { (1L, 100L), (2L, 200L), (3L, 300L) })
        {
            await store.SaveSnapshot(new SnapshotRow("a", number, created, [(byte)number], "m", 5));
        }

        (await store.LoadSnapshot(new("a", 0, long.MaxValue, 0, long.MaxValue)))!.Value.SequenceNr.ShouldBe(3);
        (await store.LoadSnapshot(new("a", 0, 2, 0, long.MaxValue)))!.Value.SequenceNr.ShouldBe(2);
        (await store.LoadSnapshot(new("a", 0, long.MaxValue, 0, 150)))!.Value.SequenceNr.ShouldBe(1);
        (await store.LoadSnapshot(new("b", 0, long.MaxValue, 0, long.MaxValue))).ShouldBeNull();
    }

    [Fact]
    public async Task A_snapshot_with_the_same_number_replaces_the_older_one()
    {
        var store = _folder.Open();
        await store.SaveSnapshot(new SnapshotRow("a", 1, 100, [1], "m", 5));
        await store.SaveSnapshot(new SnapshotRow("a", 1, 200, [2], "n", 6));

        var loaded = (await store.LoadSnapshot(new("a", 0, long.MaxValue, 0, long.MaxValue)))!.Value;

        loaded.Snapshot.ShouldBe([2]);
        (loaded.CreatedTicks, loaded.Manifest, loaded.SerializerId).ShouldBe((200, "n", 6));
    }

    [Fact]
    public async Task Snapshots_in_a_range_are_deleted()
    {
        var store = _folder.Open();
        foreach (var number in new[] { 1L, 2L, 3L })
        {
            await store.SaveSnapshot(new SnapshotRow("a", number, number * 100, [0], "m", 5));
        }

        await store.DeleteSnapshots(new("a", 0, 2, 0, long.MaxValue));

        _folder.Query("SELECT sequence_number FROM snapshot").ShouldBe(["3"]);
    }
}
