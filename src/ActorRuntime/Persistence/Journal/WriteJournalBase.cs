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

    /// <summary>The atomic writes of a request, as they are to be stored.</summary>
    /// <param name="resequenceables">What the request contains.</param>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables)
    {
        foreach (var envelope in resequenceables)
        {
            if (envelope is AtomicWrite write)
            {
                yield return write.Size == 1 ? new AtomicWrite(Prepare(write.Events[0])) : PrepareAll(write);
            }
        }
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

    /// <summary>Who sent a command is of no use once the process has ended, so it is not stored.</summary>
    private IPersistentRepresentation Prepare(IPersistentRepresentation e) =>
        AdaptToJournal(e.Update(e.SequenceNr, e.PersistenceId, e.IsDeleted, ActorRefs.NoSender, e.WriterGuid));

    private AtomicWrite PrepareAll(AtomicWrite write)
    {
        var prepared = ImmutableArray.CreateBuilder<IPersistentRepresentation>(write.Size);
        foreach (var e in write.Events)
        {
            prepared.Add(Prepare(e));
        }

        return new AtomicWrite(prepared.MoveToImmutable());
    }
}
