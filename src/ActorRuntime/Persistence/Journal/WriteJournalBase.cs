using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>What all journals share: event adapters are applied on the way in and on the way out.</summary>
public abstract class WriteJournalBase : ActorBase
{
    private readonly EventAdapters _adapters;

    /// <summary>Creates a journal; its event adapters are those of its section of the configuration.</summary>
    protected WriteJournalBase()
    {
        _adapters = Persistence.Instance.Apply(Context.System).AdaptersFor(Self);
    }

    /// <summary>Whether no event is adapted.</summary>
    private protected bool AdaptsNothing => _adapters.AreIdentity;

    /// <summary>The atomic writes of a request, as they are to be stored.</summary>
    /// <param name="resequenceables">What the request contains.</param>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables) =>
        Prepare([.. resequenceables]);

    private protected AtomicWrite[] Prepare(ReadOnlySpan<IPersistentEnvelope> envelopes)
    {
        var writes = new AtomicWrite[envelopes.Length];
        var count = 0;
        foreach (var envelope in envelopes)
        {
            if (envelope is AtomicWrite write)
            {
                writes[count++] = _adapters.AreIdentity ? write : Adapt(write);
            }
        }

        Array.Resize(ref writes, count);
        return writes;
    }

    /// <summary>What an actor that recovers gets for a stored event: none, one or several events.</summary>
    /// <param name="representation">The stored event.</param>
    protected IEnumerable<IPersistentRepresentation> AdaptFromJournal(IPersistentRepresentation representation) =>
        _adapters.AreIdentity
            ? [representation]
            : _adapters
                .Get(representation.Payload.GetType())
                .FromJournal(representation.Payload, representation.Manifest)
                .Events.Select(representation.WithPayload);

    /// <summary>What is stored for an event of an actor.</summary>
    /// <param name="representation">The event.</param>
    protected IPersistentRepresentation AdaptToJournal(IPersistentRepresentation representation)
    {
        if (_adapters.AreIdentity)
        {
            return representation;
        }

        var adapter = _adapters.Get(representation.Payload.GetType());
        return representation
            .WithManifest(adapter.Manifest(representation.Payload))
            .WithPayload(adapter.ToJournal(representation.Payload));
    }

    private AtomicWrite Adapt(AtomicWrite write)
    {
        var adapted = ImmutableArray.CreateBuilder<IPersistentRepresentation>(write.Size);
        foreach (var e in write.Events)
        {
            adapted.Add(AdaptToJournal(e));
        }

        return new AtomicWrite(adapted.MoveToImmutable());
    }
}
