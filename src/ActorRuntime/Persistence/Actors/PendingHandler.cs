namespace Akka.Persistence;

/// <summary>What is to be done once an event is stored. The link makes a queue without a collection per actor.</summary>
internal abstract class PendingHandler(bool stashes)
{
    public PendingHandler? Next;

    /// <summary>Whether commands wait until it has run.</summary>
    public bool Stashes => stashes;

    public abstract void Run(object payload);
}

internal sealed class PendingHandler<TEvent>(Action<TEvent> handler, bool stashes) : PendingHandler(stashes)
{
    public override void Run(object payload) => handler((TEvent)payload);
}
