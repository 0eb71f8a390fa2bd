using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// The two stashes of a persistent actor: its own, and the commands that wait while it recovers or persists. These return
/// to the mailbox one by one; so what the actor unstashes goes before them, not into the mailbox, or its order would be lost.
/// </summary>
internal sealed class PersistentActorStash(ActorCell cell) : IStash
{
    private ActorStash? _own;
    private ActorStash? _commands;
    private bool _closed;

    public int Count => _own?.Count ?? 0;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => Own.IsFull;

    public int Capacity => Own.Capacity;

    private ActorStash Own => _own ??= new ActorStash(cell, ActorStash.Unbounded);

    private ActorStash Commands => _commands ??= new ActorStash(cell, cell.StashCapacity);

    public void Stash() => Own.Stash();

    public void Unstash()
    {
        if (NonEmpty)
        {
            var envelopes = Own.ClearStash().ToList();
            Commands.Prepend(envelopes.Take(1));
            Own.Prepend(envelopes.Skip(1));
        }
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        if (_closed)
        {
            _own?.UnstashAll(predicate);
        }
        else if (NonEmpty)
        {
            Commands.Prepend(Own.ClearStash().Where(predicate).ToList());
        }
    }

    public IEnumerable<Envelope> ClearStash() => _own?.ClearStash() ?? [];

    public void Prepend(IEnumerable<Envelope> envelopes) => Own.Prepend(envelopes);

    /// <summary>Puts the command being handled aside until its turn.</summary>
    public void StashCommand() => Commands.Stash();

    /// <summary>Returns the next waiting command to the mailbox.</summary>
    public void UnstashCommand() => _commands?.Unstash();

    public void UnstashAllCommands() => _commands?.UnstashAll();

    /// <summary>Returns everything to the mailbox. From then on nothing waits here.</summary>
    public void Close()
    {
        _closed = true;
        UnstashAllCommands();
        UnstashAll(Eventsourced.UnstashFilterPredicate);
    }
}
