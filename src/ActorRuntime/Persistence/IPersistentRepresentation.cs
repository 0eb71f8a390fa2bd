using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>An event and what a journal stores with it.</summary>
public interface IPersistentRepresentation : IMessage
{
    /// <summary>The event.</summary>
    object Payload { get; }

    /// <summary>What an event adapter noted about it; empty if nothing.</summary>
    string Manifest { get; }

    /// <summary>Persistence id of the entity.</summary>
    string PersistenceId { get; }

    /// <summary>Its number among the events of the entity, from 1.</summary>
    long SequenceNr { get; }

    /// <summary>When it was stored, as the journal says: UTC ticks in the SQLite journal. 0 if not known.</summary>
    long Timestamp { get; }

    /// <summary>Which incarnation of a persistent actor wrote it.</summary>
    string WriterGuid { get; }

    /// <summary>Whether it was deleted.</summary>
    bool IsDeleted { get; }

    /// <summary>Who sent the command that it came from; null if nobody did.</summary>
    IActorRef? Sender { get; }

    /// <summary>A copy with another event.</summary>
    /// <param name="payload">The event.</param>
    IPersistentRepresentation WithPayload(object payload);

    /// <summary>A copy with another manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    IPersistentRepresentation WithManifest(string manifest);

    /// <summary>A copy with another time.</summary>
    /// <param name="timestamp">The time.</param>
    IPersistentRepresentation WithTimestamp(long timestamp);

    /// <summary>A copy with other facts about the event.</summary>
    /// <param name="sequenceNr">Its number.</param>
    /// <param name="persistenceId">Persistence id of the entity.</param>
    /// <param name="isDeleted">Whether it was deleted.</param>
    /// <param name="sender">Who sent the command.</param>
    /// <param name="writerGuid">Which incarnation wrote it.</param>
    IPersistentRepresentation Update(
        long sequenceNr,
        string persistenceId,
        bool isDeleted,
        IActorRef? sender,
        string writerGuid
    );
}
