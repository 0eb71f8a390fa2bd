using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>
/// Gets the outcome of a request to store events. What <see cref="AsyncWriteJournal.WriteMessagesAsync"/> says with a task,
/// without one: a journal of our own stores several hundred thousand events a second.
/// </summary>
internal interface IWriteAnswer
{
    /// <summary>All writes were stored but those refused: an entry per write, null for a stored one; or null if none was refused.</summary>
    void Stored(IImmutableList<Exception?>? refusals);

    /// <summary>The store failed.</summary>
    void Failed(Exception cause);
}

/// <summary>An outcome as a task.</summary>
internal sealed class WriteTask : TaskCompletionSource<IImmutableList<Exception?>?>, IWriteAnswer
{
    public void Stored(IImmutableList<Exception?>? refusals) => SetResult(refusals);

    public void Failed(Exception cause) => SetException(cause);
}
