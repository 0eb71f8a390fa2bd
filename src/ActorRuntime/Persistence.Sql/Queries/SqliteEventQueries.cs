using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace CacheActors.Persistence.Sql;

/// <summary>
/// Reads the events of a <see cref="SqliteWriteJournal"/>. What this actor system stores is seen at once, what other
/// processes store within <c>refresh-interval</c>.
/// </summary>
public sealed class SqliteEventQueries : IEventQueries
{
    private readonly SqliteStore _store;
    private readonly PayloadCodec _codec;
    private readonly EventAdapters _adapters;
    private readonly TimeSpan _refreshInterval;
    private readonly int _batchSize;
    private readonly TimeProvider _time;

    private SqliteEventQueries(ActorSystem system, string journalPluginId)
    {
        var config =
            system.Settings.Config.GetConfig(journalPluginId)
            ?? throw new ConfigurationException($"There is no journal '{journalPluginId}'.");
        var settings = StoreConfig.Read(config);
        _store = SqliteStores.Of(system).Open(settings);
        _codec = new PayloadCodec(system.Serialization, config.GetString("serializer"));
        _adapters = Akka.Persistence.Persistence.Instance.Apply(system).AdaptersFor(journalPluginId);
        _refreshInterval = config.GetTimeSpan("refresh-interval", TimeSpan.FromSeconds(1));
        _batchSize = settings.ReplayBatchSize;
        _time = TimeProvider.System;
    }

    /// <summary>The queries of a journal.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="journalPluginId">Path of the journal's section in the configuration.</param>
    /// <exception cref="ConfigurationException">There is no such section, or it cannot be used.</exception>
    public static SqliteEventQueries For(ActorSystem system, string journalPluginId = "akka.persistence.journal.sql") =>
        new(system, journalPluginId);

    /// <inheritdoc/>
    public IAsyncEnumerable<EventEnvelope> CurrentEvents(
        long afterOffset,
        CancellationToken cancellationToken = default
    ) => ByOffset(Read, afterOffset, live: false, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<EventEnvelope> Events(long afterOffset, CancellationToken cancellationToken = default) =>
        ByOffset(Read, afterOffset, live: true, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<EventEnvelope> CurrentEventsByTag(
        string tag,
        long afterOffset,
        CancellationToken cancellationToken = default
    ) => ByOffset(ReadTagged(tag), afterOffset, live: false, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<EventEnvelope> EventsByTag(
        string tag,
        long afterOffset,
        CancellationToken cancellationToken = default
    ) => ByOffset(ReadTagged(tag), afterOffset, live: true, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<EventEnvelope> CurrentEventsByPersistenceId(
        string persistenceId,
        long fromSequenceNr = 1,
        long toSequenceNr = long.MaxValue,
        CancellationToken cancellationToken = default
    ) => ByPersistenceId(persistenceId, fromSequenceNr, toSequenceNr, live: false, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<EventEnvelope> EventsByPersistenceId(
        string persistenceId,
        long fromSequenceNr = 1,
        long toSequenceNr = long.MaxValue,
        CancellationToken cancellationToken = default
    ) => ByPersistenceId(persistenceId, fromSequenceNr, toSequenceNr, live: true, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> CurrentPersistenceIds(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var last = "";
        List<string> page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = await _store.Query(journal => journal.PersistenceIds(last, _batchSize));
            foreach (var id in page)
            {
                yield return id;
                last = id;
            }
        } while (page.Count == _batchSize);
    }

    private delegate IEnumerable<StoredEvent> ReadPage(JournalReader journal, long after, long to, int limit);

    private static IEnumerable<StoredEvent> Read(JournalReader journal, long after, long to, int limit) =>
        journal.ByOrdering(after, to, limit);

    private static ReadPage ReadTagged(string tag) =>
        (journal, after, to, limit) => journal.ByTag(tag, after, to, limit);

    private async IAsyncEnumerable<EventEnvelope> ByOffset(
        ReadPage read,
        long after,
        bool live,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var to = live ? long.MaxValue : await _store.Query(journal => journal.LastOrdering());
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Asked for before reading: a commit in between is not missed.
            var nextCommit = _store.NextCommit();
            var page = await _store.Query(journal => read(journal, after, to, _batchSize).ToList());
            foreach (var stored in page)
            {
                foreach (var envelope in Decode(stored))
                {
                    yield return envelope;
                }

                after = stored.Ordering;
            }

            if (page.Count < _batchSize)
            {
                if (!live)
                {
                    yield break;
                }

                await Wait(nextCommit, cancellationToken);
            }
        }
    }

    private async IAsyncEnumerable<EventEnvelope> ByPersistenceId(
        string persistenceId,
        long from,
        long to,
        bool live,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var end = live ? to : Math.Min(to, await _store.HighestSequenceNr(persistenceId));
        while (from <= end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var nextCommit = _store.NextCommit();
            var page = await _store.Query(journal =>
                journal.ByPersistenceId(persistenceId, from, end, _batchSize).ToList()
            );
            foreach (var stored in page)
            {
                foreach (var envelope in stored.Deleted ? [] : Decode(stored))
                {
                    yield return envelope;
                }

                from = stored.SequenceNr + 1;
            }

            if (page.Count < _batchSize)
            {
                if (!live)
                {
                    yield break;
                }

                await Wait(nextCommit, cancellationToken);
            }
        }
    }

    private async Task Wait(Task nextCommit, CancellationToken cancellationToken)
    {
        try
        {
            await nextCommit.WaitAsync(_refreshInterval, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Another process may have written.
        }
    }

    private IEnumerable<EventEnvelope> Decode(StoredEvent stored)
    {
        var payload = _codec.Decode(
            stored.Message,
            stored.Manifest,
            stored.SerializerId,
            "Event",
            stored.PersistenceId,
            stored.SequenceNr
        );
        var time = new DateTimeOffset(stored.CreatedTicks, TimeSpan.Zero);
        return _adapters
            .Get(payload.GetType())
            .FromJournal(payload, stored.Manifest)
            .Events.Select(e => new EventEnvelope(stored.Ordering, stored.PersistenceId, stored.SequenceNr, time, e));
    }
}
