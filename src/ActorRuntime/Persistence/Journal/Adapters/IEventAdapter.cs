namespace Akka.Persistence.Journal;

/// <summary>Changes events on their way into a journal and out of it.</summary>
public interface IEventAdapter : IWriteEventAdapter, IReadEventAdapter;

/// <summary>Changes events on their way into a journal.</summary>
public interface IWriteEventAdapter
{
    /// <summary>What to note about the event, to help <see cref="IReadEventAdapter.FromJournal"/>; empty if nothing.</summary>
    /// <param name="evt">The event that the actor persists.</param>
    string Manifest(object evt);

    /// <summary>What to store: the event itself, another one, or either in a <see cref="Tagged"/>.</summary>
    /// <param name="evt">The event that the actor persists.</param>
    object ToJournal(object evt);
}

/// <summary>Changes events on their way out of a journal.</summary>
public interface IReadEventAdapter
{
    /// <summary>What the actor gets for a stored event: none, one or several events.</summary>
    /// <param name="evt">The stored event.</param>
    /// <param name="manifest">What is noted about it.</param>
    IEventSequence FromJournal(object evt, string manifest);
}
