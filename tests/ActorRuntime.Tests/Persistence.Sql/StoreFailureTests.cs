using Akka.Persistence.Journal;
using Microsoft.Data.Sqlite;
using Shouldly;
using SQLitePCL;
using Xunit;
using static CacheActors.Persistence.Sql.StoreFolder;

namespace CacheActors.Persistence.Sql;

public sealed class StoreFailureTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_fails_the_write_with_a_clear_error_loses_nothing_and_is_got_over_without_a_restart()
    {
        _folder.Settings = _folder.Settings with { Pragmas = "PRAGMA max_page_count=60" };
        var store = _folder.Open();
        var big = new string('x', 20_000);
        var written = 0;
        SqliteException? error = null;
        while (error is null)
        {
            try
            {
                await store.Write([Row("a", written + 1, big)]);
                written++;
            }
            catch (SqliteException e)
            {
                error = e;
            }
        }

        error.SqliteErrorCode.ShouldBe(raw.SQLITE_FULL);
        error.Message.ShouldContain(_folder.Settings.Path);
        error.Message.ShouldContain("Free space");
        written.ShouldBeGreaterThan(3);
        (await Replay(store, "a")).Count.ShouldBe(written);

        await store.DeleteEvents("a", 3);
        await store.Write([Row("a", written + 1, big)]);

        (await Replay(store, "a"))
            .Select(e => e.SequenceNr)
            .ShouldBe(Enumerable.Range(4, written - 2).Select(i => (long)i));
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_named_and_needs_no_restart_once_it_is_there()
    {
        var folder = Path.Combine(Path.GetDirectoryName(_folder.Settings.Path)!, "later");
        _folder.Settings = _folder.Settings with { Path = Path.Combine(folder, "journal.db") };
        var store = _folder.Open();

        var onWrite = await Should.ThrowAsync<SqliteException>(() => store.Write([Row("a", 1)]));
        var onRead = await Should.ThrowAsync<SqliteException>(() => Replay(store, "a"));
        onWrite.Message.ShouldContain(_folder.Settings.Path);
        onRead.Message.ShouldContain(_folder.Settings.Path);

        Directory.CreateDirectory(folder);
        await store.Write([Row("a", 1)]);
        (await Replay(store, "a")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        await File.WriteAllTextAsync(_folder.Settings.Path, new string('z', 5000));

        var error = await Should.ThrowAsync<SqliteException>(() => _folder.Open().Write([Row("a", 1)]));

        error.Message.ShouldContain("no SQLite database");
        (await File.ReadAllTextAsync(_folder.Settings.Path)).ShouldBe(new string('z', 5000));
    }

    [Fact]
    public async Task A_write_lock_that_another_process_does_not_give_back_fails_the_write_and_is_got_over()
    {
        _folder.Settings = _folder.Settings with { BusyTimeout = TimeSpan.FromMilliseconds(50) };
        var store = _folder.Open();
        await store.Write([Row("a", 1)]);

        using (_folder.HoldWriteLock())
        {
            var error = await Should.ThrowAsync<SqliteException>(() => store.Write([Row("a", 2)]));
            error.Message.ShouldContain("Another process");
        }

        await store.Write([Row("a", 2)]);
    }

    [Fact]
    public async Task More_writes_than_the_buffer_holds_are_refused_at_once()
    {
        _folder.Settings = _folder.Settings with { BufferSize = 3, BatchSize = 1 };
        var store = _folder.Open();
        await store.Write([Row("first", 1)]);
        Task[] writes;
        using (_folder.HoldWriteLock())
        {
            writes = [.. Enumerable.Range(0, 10).Select(i => store.Write([Row($"entity-{i}", 1)]))];
        }

        await Task.WhenAny(Task.WhenAll(writes));

        var refused = writes.Where(write => write.IsFaulted).ToList();
        refused.Count.ShouldBeInRange(6, 7);
        refused[0].Exception!.InnerException!.Message.ShouldContain("buffer-size");
        _folder.Query("SELECT count(*) FROM journal").ShouldBe([$"{11 - refused.Count}"]);
    }

    [Fact]
    public async Task A_closed_store_finishes_what_waits_and_refuses_what_comes()
    {
        var store = _folder.Open();
        var writes = Enumerable.Range(0, 50).Select(i => store.Write([Row($"entity-{i}", 1)])).ToArray();

        _folder.Close(store);

        await Task.WhenAll(writes);
        await Should.ThrowAsync<ObjectDisposedException>(() => store.Write([Row("late", 1)]));
        await Should.ThrowAsync<ObjectDisposedException>(() => Replay(store, "late"));
        _folder.Query("SELECT count(*) FROM journal").ShouldBe(["50"]);
    }

    [Fact]
    public async Task A_broken_transaction_is_tried_once_more_on_a_new_connection()
    {
        var file = new StoreFile(_folder.Settings);
        file.OpenForReading().Dispose();
        var writer = new StoreWriter(_folder.Settings, file, () => { });
        var failing = new ScriptedJob(attempt =>
            attempt == 1 ? throw new SqliteException("disk I/O error", raw.SQLITE_IOERR) : null
        );
        var write = Writing([Row("a", 1)]);
        using (_folder.HoldWriteLock())
        {
            writer.Enqueue(write.Job);
            writer.Enqueue(failing);
        }

        await write.Completion;
        await failing.Completion;

        writer.Close(TimeSpan.FromSeconds(30));
        failing.Attempts.ShouldBe(2);
        _folder.Query("SELECT count(*) FROM journal").ShouldBe(["1"]);
    }

    [Fact]
    public async Task When_the_second_attempt_fails_too_every_caller_is_told_the_first_error()
    {
        var writer = new StoreWriter(_folder.Settings, new StoreFile(_folder.Settings), () => { });
        var failing = new ScriptedJob(attempt => throw new SqliteException($"attempt {attempt}", raw.SQLITE_IOERR));

        writer.Enqueue(failing);

        (await Should.ThrowAsync<SqliteException>(() => failing.Completion)).Message.ShouldBe("attempt 1");
        var write = Writing([Row("a", 1)]);
        writer.Enqueue(write.Job);
        await write.Completion;
        writer.Close(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_commit_that_was_reported_as_failed_but_is_durable_counts_as_written()
    {
        var file = new StoreFile(_folder.Settings);
        file.OpenForReading().Dispose();
        var writer = new StoreWriter(_folder.Settings, file, () => { });

        // It commits behind the writer's back: the writer's own COMMIT then fails, although all is stored.
        var committing = new ScriptedJob(
            (attempt, connection) =>
            {
                if (attempt == 1)
                {
                    connection.Commit();
                }
            }
        );
        var write = Writing([Row("a", 1), Row("a", 2)]);
        var duplicate = Writing([Row("a", 2)]);
        using (_folder.HoldWriteLock())
        {
            var blocker = Writing([Row("blocker", 1)]);
            writer.Enqueue(blocker.Job);
            writer.Enqueue(write.Job);
            writer.Enqueue(duplicate.Job);
            writer.Enqueue(committing);
        }

        await write.Completion;
        await committing.Completion;
        await Should.ThrowAsync<SqliteException>(() => duplicate.Completion);

        writer.Close(TimeSpan.FromSeconds(30));
        committing.Attempts.ShouldBe(2);
        _folder.Query("SELECT sequence_number FROM journal WHERE persistence_id = 'a' ORDER BY 1").ShouldBe(["1", "2"]);
    }

    private static (JournalWrite Job, Task Completion) Writing(JournalRow[] rows)
    {
        var answer = new WriteTask();
        return (new JournalWrite(rows, refusals: null, answer, new()), answer.Task);
    }

    private sealed class ScriptedJob(Action<int, WriterConnection> script) : WriteJob
    {
        private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ScriptedJob(Func<int, object?> script)
            : this((attempt, _) => script(attempt)) { }

        public int Attempts { get; private set; }

        public Task Completion => _completion.Task;

        protected override Exception? Write(WriterConnection connection)
        {
            Attempts++;
            script(Attempts, connection);
            return null;
        }

        protected override bool IsWritten(WriterConnection connection) => false;

        protected override void Succeed() => _completion.SetResult();

        protected override void Fail(Exception cause) => _completion.SetException(cause);
    }
}
