namespace Akka.Actor;

/// <summary>Where an actor puts messages aside that it cannot handle now.</summary>
public interface IStash
{
    /// <summary>The number of messages put aside.</summary>
    int Count { get; }

    /// <summary>True if no message is put aside.</summary>
    bool IsEmpty { get; }

    /// <summary>True if a message is put aside.</summary>
    bool NonEmpty { get; }

    /// <summary>True if no more messages can be put aside.</summary>
    bool IsFull { get; }

    /// <summary>How many messages can be put aside; -1 for any number.</summary>
    int Capacity { get; }

    /// <summary>Puts the message being handled aside.</summary>
    /// <exception cref="IllegalActorStateException">It was put aside already.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>Puts the oldest message back to the front of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all messages back to the front of the mailbox, oldest first.</summary>
    void UnstashAll();

    /// <summary>Puts those messages back that a predicate picks; the others are dropped.</summary>
    /// <param name="predicate">Picks messages.</param>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes all messages out without putting them back.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Adds messages before those put aside.</summary>
    /// <param name="envelopes">The messages.</param>
    void Prepend(IEnumerable<Envelope> envelopes);
}
