using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// The two stashes of a persistent actor: its own, and the commands that wait while it recovers or persists. These return
/// to the mailbox one by one; so what the actor unstashes goes before them, not into the mailbox, or its order would be lost.
/// Costs nothing until something is stashed.
/// </summary>
internal sealed class PersistentActorStash(ActorCell cell, int capacity) : IStash
{
    /// <summary>Each thread's own, for handing one message to a mailbox, which does not keep it.</summary>
    [ThreadStatic]
    private static Envelope[]? single;

    private ActorStash? _own;

    /// <summary>Null when none waits.</summary>
    private Queue<Envelope>? _commands;
    private bool _closed;

    public int Count => _own?.Count ?? 0;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => Own.IsFull;

    public int Capacity => Own.Capacity;

    private ActorStash Own => _own ??= new ActorStash(cell, ActorStash.Unbounded);

    public void Stash() => Own.Stash();

    public void Unstash()
    {
        if (NonEmpty)
        {
            var envelopes = Own.ClearStash().ToList();
            PrependCommands([envelopes[0]]);
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
            PrependCommands(Own.ClearStash().Where(predicate));
        }
    }

    public IEnumerable<Envelope> ClearStash() => _own?.ClearStash() ?? [];

    public void Prepend(IEnumerable<Envelope> envelopes) => Own.Prepend(envelopes);

    /// <summary>Puts the command being handled aside until its turn.</summary>
    /// <exception cref="StashOverflowException">So many wait already.</exception>
    public void StashCommand()
    {
        if (capacity >= 0 && (_commands?.Count ?? 0) >= capacity)
        {
            throw new StashOverflowException(
                $"Couldn't enqueue message {cell.CurrentMessage} from {cell.Sender} to stash of {cell.Self}: it holds {capacity} messages already."
            );
        }

        _commands ??= new Queue<Envelope>();
        _commands.Enqueue(new Envelope(cell.CurrentMessage!, cell.RawSender!));
    }

    /// <summary>Returns the next waiting command to the mailbox.</summary>
    public void UnstashCommand()
    {
        if (_commands is { } commands)
        {
            var one = single ??= new Envelope[1];
            one[0] = commands.Dequeue();
            cell.Mailbox.Prepend(one);
            one[0] = default;
            if (commands.Count == 0)
            {
                _commands = null;
            }
        }
    }

    public void UnstashAllCommands()
    {
        if (_commands is { } commands)
        {
            _commands = null;
            cell.Mailbox.Prepend([.. commands]);
        }
    }

    /// <summary>Returns everything to the mailbox. From then on nothing waits here.</summary>
    public void Close()
    {
        _closed = true;
        UnstashAllCommands();
        UnstashAll(Eventsourced.UnstashFilterPredicate);
    }

    private void PrependCommands(IEnumerable<Envelope> envelopes)
    {
        var first = envelopes.ToList();
        if (first.Count > 0)
        {
            _commands = new Queue<Envelope>([.. first, .. _commands ?? []]);
        }
    }
}
