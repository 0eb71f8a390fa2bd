using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events in memory as long as the actor system runs. For tests.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    /// <summary>Highest sequence numbers of entities whose events were deleted.</summary>
    private readonly Dictionary<string, long> _deletedTo = new(StringComparer.Ordinal);

    /// <summary>The events of each entity in order. Only this actor uses them.</summary>
    protected virtual ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages { get; } =
        new(StringComparer.Ordinal);

    /// <summary>Adds an event after those of its entity.</summary>
    /// <param name="persistent">The event.</param>
    /// <returns>The events of all entities.</returns>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Add(IPersistentRepresentation persistent)
    {
        ArgumentNullException.ThrowIfNull(persistent);
        Messages.GetOrAdd(persistent.PersistenceId, _ => []).AddLast(persistent);
        return Messages;
    }

    /// <summary>Replaces an event, if it is there.</summary>
    /// <param name="pid">Persistence id of the entity.</param>
    /// <param name="seqNr">The event's sequence number.</param>
    /// <param name="updater">Makes the new event of the old one.</param>
    /// <returns>The events of all entities.</returns>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Update(
        string pid,
        long seqNr,
        Func<IPersistentRepresentation, IPersistentRepresentation> updater
    )
    {
        ArgumentNullException.ThrowIfNull(updater);
        if (Find(pid, seqNr) is { } node)
        {
            node.Value = updater(node.Value);
        }

        return Messages;
    }

    /// <summary>Removes an event, if it is there.</summary>
    /// <param name="pid">Persistence id of the entity.</param>
    /// <param name="seqNr">The event's sequence number.</param>
    /// <returns>The events of all entities.</returns>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Delete(string pid, long seqNr)
    {
        if (Find(pid, seqNr) is { } node)
        {
            node.List!.Remove(node);
        }

        return Messages;
    }

    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        Task.FromResult(HighestSequenceNr(persistenceId));

    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback
    )
    {
        foreach (var e in Read(persistenceId, fromSequenceNr, toSequenceNr, max))
        {
            recoveryCallback(e.Payload is Tagged tagged ? e.WithPayload(tagged.Payload) : e);
        }

        return Task.CompletedTask;
    }

    /// <summary>The highest sequence number ever stored for an entity; 0 if there is none.</summary>
    /// <param name="pid">Persistence id of the entity.</param>
    public long HighestSequenceNr(string pid) =>
        Math.Max(EventsOf(pid).Last?.Value.SequenceNr ?? 0, _deletedTo.GetValueOrDefault(pid));

    /// <summary>Events of an entity.</summary>
    /// <param name="pid">Persistence id of the entity.</param>
    /// <param name="fromSeqNr">The first sequence number.</param>
    /// <param name="toSeqNr">The last sequence number.</param>
    /// <param name="max">The most events.</param>
    public IEnumerable<IPersistentRepresentation> Read(string pid, long fromSeqNr, long toSeqNr, long max) =>
        EventsOf(pid)
            .Where(e => e.SequenceNr >= fromSeqNr && e.SequenceNr <= toSeqNr)
            .Take((int)Math.Min(max, int.MaxValue));

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var now = Context.System.Scheduler.Now.UtcTicks;
        foreach (var write in messages)
        {
            foreach (var e in write.Events)
            {
                // Who sent the command is of no use to who reads the event later.
                Add(
                    e.WithTimestamp(now)
                        .Update(e.SequenceNr, e.PersistenceId, e.IsDeleted, ActorRefs.NoSender, e.WriterGuid)
                );
            }
        }

        return Task.FromResult<IImmutableList<Exception?>?>(null);
    }

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        _deletedTo[persistenceId] = HighestSequenceNr(persistenceId);
        var events = EventsOf(persistenceId);
        while (events.First is { } first && first.Value.SequenceNr <= toSequenceNr)
        {
            events.RemoveFirst();
        }

        return Task.CompletedTask;
    }

    private LinkedListNode<IPersistentRepresentation>? Find(string persistenceId, long sequenceNr)
    {
        var node = EventsOf(persistenceId).First;
        while (node is not null && node.Value.SequenceNr != sequenceNr)
        {
            node = node.Next;
        }

        return node;
    }

    private LinkedList<IPersistentRepresentation> EventsOf(string persistenceId) =>
        Messages.TryGetValue(persistenceId, out var events) ? events : [];
}
