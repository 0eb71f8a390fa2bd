using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Persistence.Sql;

/// <summary>
/// Journal in a SQLite file with the tables of Akka.Persistence.Sql. Events that wait at the same time are stored in one
/// transaction, and an actor is told so after its commit. Settings: <c>akka.persistence.journal.sql</c>.
/// </summary>
public sealed class SqliteWriteJournal : AsyncWriteJournal
{
    private static readonly string[] NoTags = [];

    private readonly Config _config;
    private readonly PayloadCodec _codec;
    private readonly string _writerId = Guid.NewGuid().ToString();
    private readonly ITimeProvider _time;
    private readonly SqliteStores _stores;
    private SqliteStore? _store;

    /// <summary>Creates the journal. The file is opened when it is first used.</summary>
    /// <param name="config">The journal's section of the configuration.</param>
    public SqliteWriteJournal(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config;
        _codec = new PayloadCodec(Context.System.Serialization, config.GetString("serializer"));
        _time = Context.System.Scheduler;
        _stores = SqliteStores.Of(Context.System);
    }

    /// <summary>Settings that cannot be used fail every request, so that each actor tells what is wrong.</summary>
    private SqliteStore OpenStore => _store ??= _stores.Open(StoreConfig.Read(_config));

    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        OpenStore.HighestSequenceNr(persistenceId);

    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback
    ) => Replay(persistenceId, fromSequenceNr, toSequenceNr, max, recoveryCallback);

    /// <summary>In one go: the events and the highest sequence number.</summary>
    internal override Task<long> RecoverAsync(
        IActorContext context,
        ReplayMessages request,
        Action<IPersistentRepresentation> receive
    ) => Replay(request.PersistenceId, request.FromSequenceNr, request.ToSequenceNr, request.Max, receive);

    /// <summary>A sequence number that is taken, or an event that is too big, says nothing against the file.</summary>
    internal override bool IsStoreFailure(Exception error) =>
        error is not SqliteException sqlite || !SqliteErrors.ConcernsOneWrite(sqlite.SqliteErrorCode);

    internal override void Store(AtomicWrite[] writes, IWriteAnswer answer)
    {
        var store = OpenStore;
        var rows = new JournalRow[writes.Sum(write => write.Size)];
        var count = 0;
        Exception?[]? refusals = null;
        for (var i = 0; i < writes.Length; i++)
        {
            try
            {
                Encode(writes[i], rows.AsSpan(count));
                count += writes[i].Size;
            }
            catch (Exception e)
            {
                // A serializer may fail with anything: this write is refused, the others are stored.
                refusals ??= new Exception?[writes.Length];
                refusals[i] = e;
            }
        }

        Array.Resize(ref rows, count);
        Write(store, rows, refusals is null ? null : ImmutableCollectionsMarshal.AsImmutableArray(refusals), answer);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        if (_store is not null)
        {
            _stores.Release(_store);
        }

        base.PostStop();
    }

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var answer = new WriteTask();
        Store([.. messages], answer);
        return answer.Task;
    }

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        OpenStore.DeleteEvents(persistenceId, toSequenceNr);

    /// <summary>A request comes from one actor, so its events are those of one entity; should they not be, each entity's go alone.</summary>
    private static void Write(
        SqliteStore store,
        JournalRow[] rows,
        IImmutableList<Exception?>? refusals,
        IWriteAnswer answer
    )
    {
        if (rows.Length == 0)
        {
            answer.Stored(refusals);
        }
        else if (Array.TrueForAll(rows, row => row.PersistenceId == rows[0].PersistenceId))
        {
            store.Write(rows, refusals, answer);
        }
        else
        {
            _ = WriteEach();
        }

        async Task WriteEach()
        {
            try
            {
                await Task.WhenAll(rows.GroupBy(row => row.PersistenceId).Select(entity => store.Write([.. entity])));
                answer.Stored(refusals);
            }
            catch (Exception e)
            {
                answer.Failed(e);
            }
        }
    }

    private void Encode(AtomicWrite write, Span<JournalRow> rows)
    {
        var now = _time.Now.UtcTicks;
        for (var i = 0; i < write.Size; i++)
        {
            var e = write.Events[i];
            var (payload, tags) = e.Payload is Tagged tagged ? (tagged.Payload, tagged.Tags) : (e.Payload, null);
            var (bytes, manifest, serializer) = _codec.Encode(payload);
            rows[i] = new JournalRow(
                e.PersistenceId,
                e.SequenceNr,
                e.Timestamp > 0 ? e.Timestamp : now,
                bytes,
                manifest,
                serializer,
                _writerId,
                tags ?? (IReadOnlyCollection<string>)NoTags
            );
        }
    }

    private Task<long> Replay(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> receive
    ) => OpenStore.Replay(persistenceId, fromSequenceNr, toSequenceNr, max, stored => receive(Decode(stored)));

    private Persistent Decode(in StoredEvent stored) =>
        new(
            _codec.Decode(
                stored.Message,
                stored.Manifest,
                stored.SerializerId,
                "Event",
                stored.PersistenceId,
                stored.SequenceNr
            ),
            stored.SequenceNr,
            stored.PersistenceId,
            stored.Manifest,
            writerGuid: stored.WriterId,
            timestamp: stored.CreatedTicks
        );
}
