namespace Akka.Actor;

/// <summary>The stash of an actor. Used by that actor only; costs nothing until something is stashed.</summary>
internal sealed class ActorStash(ActorCell cell, int capacity) : IStash
{
    public const int Unbounded = -1;

    /// <summary>The capacity of a bounded stash for which none is configured.</summary>
    public const int DefaultBound = 100;

    private LinkedList<Envelope>? _stashed;
    private int _lastStashed = -1;

    public int Count => _stashed?.Count ?? 0;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => capacity >= 0 && Count >= capacity;

    public int Capacity => capacity;

    public void Stash()
    {
        var message =
            cell.CurrentMessage ?? throw new InvalidOperationException("There is no message to stash at the moment.");
        if (_lastStashed == cell.CurrentEnvelopeId)
        {
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        }
        if (IsFull)
        {
            throw new StashOverflowException(
                $"Couldn't enqueue message {message} from {cell.Sender} to stash of {cell.Self}: it holds {capacity} messages already."
            );
        }
        _lastStashed = cell.CurrentEnvelopeId;
        (_stashed ??= new LinkedList<Envelope>()).AddLast(new Envelope(message, cell.RawSender!));
    }

    public void Unstash()
    {
        if (_stashed?.First is { } oldest)
        {
            _stashed.RemoveFirst();
            cell.Mailbox.Prepend([oldest.Value]);
        }
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        if (IsEmpty)
        {
            return;
        }
        var envelopes = new List<Envelope>(Count);
        foreach (var envelope in _stashed!)
        {
            if (predicate(envelope))
            {
                envelopes.Add(envelope);
            }
        }
        _stashed = null;
        cell.Mailbox.Prepend(envelopes);
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var envelopes = _stashed ?? [];
        _stashed = null;
        return envelopes;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        _stashed ??= new LinkedList<Envelope>();
        LinkedListNode<Envelope>? last = null;
        foreach (var envelope in envelopes)
        {
            last = last is null ? _stashed.AddFirst(envelope) : _stashed.AddAfter(last, envelope);
        }
    }
}
