using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>Events of one entity that are stored all or none.</summary>
public sealed class AtomicWrite : IPersistentEnvelope, IMessage
{
    private readonly IPersistentRepresentation[] _events;

    /// <summary>One event.</summary>
    /// <param name="event">The event.</param>
    public AtomicWrite(IPersistentRepresentation @event)
    {
        _events = [@event];
    }

    /// <summary>Several events.</summary>
    /// <param name="payload">The events, in the order of their sequence numbers.</param>
    /// <exception cref="ArgumentException">There is no event, or they belong to different entities.</exception>
    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        _events = [.. payload];
        if (_events.Length == 0)
        {
            throw new ArgumentException("An atomic write has at least one event.", nameof(payload));
        }

        var id = _events[0].PersistenceId;
        if (Array.Find(_events, e => e.PersistenceId != id) is { } other)
        {
            throw new ArgumentException(
                $"The events of an atomic write belong to one entity; these belong to '{id}' and '{other.PersistenceId}'.",
                nameof(payload)
            );
        }
    }

    /// <summary>The events: a list of <see cref="IPersistentRepresentation"/>.</summary>
    public object Payload => ImmutableCollectionsMarshal.AsImmutableArray(_events);

    /// <summary>Nobody: each event knows its own sender.</summary>
    public IActorRef? Sender => ActorRefs.NoSender;

    /// <summary>Number of events.</summary>
    public int Size => _events.Length;

    /// <summary>Persistence id of the entity.</summary>
    public string PersistenceId => _events[0].PersistenceId;

    /// <summary>Sequence number of the first event.</summary>
    public long LowestSequenceNr => _events[0].SequenceNr;

    /// <summary>Sequence number of the last event.</summary>
    public long HighestSequenceNr => _events[^1].SequenceNr;

    internal ReadOnlySpan<IPersistentRepresentation> Events => _events;

    /// <inheritdoc/>
    public override string ToString() =>
        $"AtomicWrite<persistenceId: {PersistenceId}, {LowestSequenceNr} to {HighestSequenceNr}>";
}
