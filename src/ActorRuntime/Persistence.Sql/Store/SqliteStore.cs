using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Persistence.Journal;

namespace CacheActors.Persistence.Sql;

/// <summary>Journal and snapshots in one SQLite file: one writer, a few readers, nothing that blocks its callers.</summary>
internal sealed class SqliteStore
{
    private readonly StoreSettings _settings;
    private readonly StoreWriter _writer;
    private readonly StoreReaders _readers;

    /// <summary>The latest unanswered write of each entity. A new incarnation must read what its predecessor wrote.</summary>
    private readonly ConcurrentDictionary<string, JournalWrite> _unanswered = new(StringComparer.Ordinal);

    /// <summary>Null while nobody waits for a commit.</summary>
    private TaskCompletionSource? _nextCommit;

    public SqliteStore(StoreSettings settings)
    {
        var file = new StoreFile(settings);
        _settings = settings;
        _writer = new StoreWriter(settings, file, OnCommit);
        _readers = new StoreReaders(settings, file);
    }

    /// <summary>Stores events of one entity, all or none. Answered after the commit.</summary>
    /// <param name="rows">The events.</param>
    /// <param name="refusals">What the answer says beside: which other events of the request were refused.</param>
    /// <param name="answer">Gets the answer.</param>
    public void Write(JournalRow[] rows, IImmutableList<Exception?>? refusals, IWriteAnswer answer)
    {
        var write = new JournalWrite(rows, refusals, answer, _unanswered);
        _unanswered[write.PersistenceId] = write;
        _writer.Enqueue(write);
    }

    /// <summary>Stores events of one entity, all or none. Completes after the commit.</summary>
    public Task Write(JournalRow[] rows)
    {
        var answer = new WriteTask();
        Write(rows, refusals: null, answer);
        return answer.Task;
    }

    /// <summary>
    /// Hands the events of an entity that are not deleted, in order, to the receiver, which runs on a reader thread; then
    /// completes with the highest sequence number ever written for the entity.
    /// </summary>
    public async Task<long> Replay(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<StoredEvent> receive
    )
    {
        await WhenAnswered(persistenceId);
        return await new EventReplay(
            _readers,
            _settings.ReplayBatchSize,
            persistenceId,
            fromSequenceNr,
            toSequenceNr,
            max,
            receive
        ).Run();
    }

    /// <summary>The highest sequence number ever written for the entity; 0 if there is none.</summary>
    public async Task<long> HighestSequenceNr(string persistenceId)
    {
        await WhenAnswered(persistenceId);
        return await _readers.Read(connection => connection.Journal.HighestSequenceNr(persistenceId));
    }

    /// <summary>Deletes the events of an entity up to a sequence number.</summary>
    public Task DeleteEvents(string persistenceId, long toSequenceNr) =>
        Write(connection =>
        {
            connection.Journal.DeleteTo(persistenceId, toSequenceNr);
            return null;
        });

    /// <summary>Stores a snapshot; one with the same sequence number is replaced.</summary>
    public Task SaveSnapshot(SnapshotRow row) => Write(connection => connection.Snapshots.Save(row));

    /// <summary>The snapshot with the highest sequence number in the range; null if there is none.</summary>
    public Task<SnapshotRow?> LoadSnapshot(SnapshotRange range) =>
        _readers.Read(connection => connection.Snapshots.Load(range));

    /// <summary>Deletes the snapshots in the range.</summary>
    public Task DeleteSnapshots(SnapshotRange range) =>
        Write(connection =>
        {
            connection.Snapshots.Delete(range);
            return null;
        });

    /// <summary>Reads what a query asks for.</summary>
    public Task<T> Query<T>(Func<JournalReader, T> read) => _readers.Read(connection => read(connection.Journal));

    /// <summary>Completes with the next commit of this store.</summary>
    public Task NextCommit()
    {
        var waiting = _nextCommit;
        if (waiting is null)
        {
            var created = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = Interlocked.CompareExchange(ref _nextCommit, created, null) ?? created;
        }

        return waiting.Task;
    }

    /// <summary>Finishes what waits and closes the file. Returns when this is done, or after the patience for each is over.</summary>
    public void Close(TimeSpan patience)
    {
        _readers.Close(patience);
        _writer.Close(patience);
    }

    private void OnCommit() => Interlocked.Exchange(ref _nextCommit, null)?.SetResult();

    private Task Write(Func<WriterConnection, Exception?> write)
    {
        var job = new RepeatableWrite(write);
        _writer.Enqueue(job);
        return job.Completion;
    }

    /// <summary>Waits for the entity's writes under way, however they end.</summary>
    private Task WhenAnswered(string persistenceId) =>
        _unanswered.TryGetValue(persistenceId, out var write) ? write.WhenAnswered() : Task.CompletedTask;
}
