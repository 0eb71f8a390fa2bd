namespace CacheActors.Persistence.Sql;

/// <summary>
/// Hands the events of an entity that are not deleted, in order, to a receiver. In pages, so that one long history does not
/// keep the others waiting.
/// </summary>
/// <param name="readers">Who reads.</param>
/// <param name="pageSize">Most events in a page.</param>
/// <param name="persistenceId">Persistence id of the entity.</param>
/// <param name="from">The first sequence number.</param>
/// <param name="to">The last sequence number.</param>
/// <param name="max">The most events.</param>
/// <param name="receive">Gets each event, on a thread of the readers.</param>
internal sealed class EventReplay(
    StoreReaders readers,
    int pageSize,
    string persistenceId,
    long from,
    long to,
    long max,
    Action<StoredEvent> receive
)
{
    private long _next = from;
    private long _left = max;

    /// <summary>Completes after the last event, with the highest sequence number ever written for the entity.</summary>
    public async Task<long> Run() => await readers.Read(ReplayFirstPage) ?? await ReplayRest();

    /// <summary>Most histories are one page: it is handed over as it is read. Null: there is more.</summary>
    private long? ReplayFirstPage(ReaderConnection connection)
    {
        var count = 0;
        if (_left > 0)
        {
            foreach (var stored in connection.Journal.ByPersistenceId(persistenceId, _next, to, pageSize))
            {
                count++;
                if (!HandOver(stored))
                {
                    break;
                }
            }
        }

        return count == pageSize && _left > 0 ? null
            // Reading to the end has found the highest number; otherwise it is looked up.
            : count > 0 && _left > 0 && to == long.MaxValue ? _next - 1
            : connection.Journal.HighestSequenceNr(persistenceId);
    }

    /// <summary>A long history: the next page is read by another thread while this one is handed over.</summary>
    private async Task<long> ReplayRest()
    {
        var page = ReadPage(_next);
        while (true)
        {
            var events = await page;
            var isLast = events.Count < pageSize;
            if (!isLast)
            {
                page = ReadPage(events[^1].SequenceNr + 1);
            }

            if (!events.TrueForAll(HandOver) || isLast)
            {
                return await readers.Read(connection => connection.Journal.HighestSequenceNr(persistenceId));
            }
        }
    }

    private Task<List<StoredEvent>> ReadPage(long first) =>
        readers.Read(connection =>
        {
            var page = new List<StoredEvent>(pageSize);
            page.AddRange(connection.Journal.ByPersistenceId(persistenceId, first, to, pageSize));
            return page;
        });

    /// <summary>False when enough were handed over.</summary>
    private bool HandOver(StoredEvent stored)
    {
        _next = stored.SequenceNr + 1;
        if (!stored.Deleted)
        {
            receive(stored);
            _left--;
        }

        return _left > 0;
    }
}
