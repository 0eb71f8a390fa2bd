using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>How a journal is read by actors that recover.</summary>
public interface IAsyncRecovery
{
    /// <summary>Hands the stored events of an entity, in order, to a callback, and completes after the last one.</summary>
    /// <param name="context">The context of the journal's actor.</param>
    /// <param name="persistenceId">Persistence id of the entity.</param>
    /// <param name="fromSequenceNr">The first sequence number.</param>
    /// <param name="toSequenceNr">The last sequence number.</param>
    /// <param name="max">The most events.</param>
    /// <param name="recoveryCallback">Gets each event.</param>
    Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback
    );

    /// <summary>The highest sequence number ever stored for an entity, deleted events included; 0 if there is none.</summary>
    /// <param name="persistenceId">Persistence id of the entity.</param>
    /// <param name="fromSequenceNr">A sequence number from which to look.</param>
    Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);
}
