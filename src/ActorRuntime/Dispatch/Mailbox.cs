using System.Diagnostics;
using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>
/// The messages of one actor, and the work item that handles them: at most one thread at a time is inside <see cref="Run"/>.
/// <para>
/// The queue is Vyukov's linked queue for many producers and one consumer. A producer swaps its node into
/// <see cref="_newest"/> (the only contended step, wait-free) and then links it to its predecessor. Between the two steps
/// the chain is cut; the consumer sees "not empty, but nothing linked yet" and comes back. The consumer owns
/// <see cref="_consumed"/>: the last node it took, which is the queue's dummy head.
/// </para>
/// <para>
/// Why no wake-up is lost: a producer adds (full fence) and then reads the status; the consumer clears
/// <see cref="Scheduled"/> (full fence) and then looks for messages. Whoever comes second sees the other's write.
/// </para>
/// <para>
/// The consumer writes nothing here per message, and what it reads per message lies in the cell: producers hammer this
/// object's cache lines.
/// </para>
/// </summary>
internal sealed class Mailbox : IRunnable
{
    private const int Idle = 0;
    private const int Scheduled = 1;
    private const int Suspended = 2;
    private const int Closed = 4;

    private ActorCell _cell = null!;
    private MessageNode _newest;
    private int _status;
    private MessageNode _consumed;

    /// <summary>Messages that go before all others: unstashed ones. Owned by the consumer.</summary>
    private MessageNode? _prepended;

    public Mailbox()
    {
        _newest = _consumed = new MessageNode();
    }

    public bool IsClosed => (Volatile.Read(ref _status) & Closed) != 0;

    public bool IsSuspended => (Volatile.Read(ref _status) & Suspended) != 0;

    /// <summary>True if a message waits; a snapshot when asked from outside the actor.</summary>
    public bool HasMessages => _prepended is not null || Volatile.Read(ref _newest) != _consumed;

    /// <summary>The number of waiting messages, counted by walking; a snapshot when asked from outside the actor.</summary>
    public int NumberOfMessages
    {
        get
        {
            var count = 0;
            for (var node = _prepended; node is not null; node = node.Next)
            {
                count++;
            }
            for (var node = _consumed.Next; node is not null; node = node.Next)
            {
                count += node.Message is null ? 0 : 1; // Taken already, by the batch under way.
            }
            return count;
        }
    }

    public void Attach(ActorCell cell) => _cell = cell;

    public void Enqueue(object message, IActorRef? sender)
    {
        if (IsClosed)
        {
            _cell.BuryMessage(message, sender);
            return;
        }
        var node = new MessageNode { Message = message, Sender = sender };
        Interlocked.Exchange(ref _newest, node).Next = node;
        var status = Volatile.Read(ref _status);
        if (status == Idle)
        {
            if (Interlocked.CompareExchange(ref _status, Scheduled, Idle) == Idle)
            {
                _cell.Dispatcher.ExecuteMailbox(this);
            }
        }
        else if ((status & Closed) != 0)
        {
            DrainClosed();
        }
    }

    /// <summary>Puts messages before all others, in their order. For the actor itself.</summary>
    public void Prepend(IReadOnlyList<Envelope> envelopes)
    {
        for (var i = envelopes.Count - 1; i >= 0; i--)
        {
            _cell.NoteReturned(envelopes[i].Message);
            _prepended = new MessageNode
            {
                Message = envelopes[i].Message,
                Sender = envelopes[i].Sender,
                Next = _prepended,
            };
        }
    }

    /// <summary>Sees to it that the actor looks at its messages soon, system messages above all.</summary>
    public void Wake()
    {
        var status = Volatile.Read(ref _status);
        while ((status & Scheduled) == 0)
        {
            var seen = Interlocked.CompareExchange(ref _status, status | Scheduled, status);
            if (seen == status)
            {
                _cell.Dispatcher.ExecuteMailbox(this);
                return;
            }
            status = seen;
        }
    }

    /// <summary>Tells producers not to wake the actor for ordinary messages. For the actor itself.</summary>
    public void Suspend() => Interlocked.Or(ref _status, Suspended);

    /// <summary>Undoes <see cref="Suspend"/>. For the actor itself.</summary>
    public void Resume()
    {
        Interlocked.And(ref _status, ~Suspended);
        if (HasMessages)
        {
            Wake(); // Does nothing inside Run, which looks for messages when it ends.
        }
    }

    /// <summary>Takes no more messages; those that wait become dead letters. For the actor itself.</summary>
    public void Close()
    {
        Interlocked.Or(ref _status, Closed);
        BuryAll();
    }

    void IThreadPoolWorkItem.Execute() => RunNextSlot.RunChain(this);

    public void Run() => RunOn(slot: null);

    /// <summary>Handles messages; the slot, if there is one, may take an actor that they wake.</summary>
    public void RunOn(RunNextSlot? slot)
    {
        var cell = _cell;
        var outer = ActorCell.Current;
        ActorCell.Current = cell;
        slot?.Open();
        try
        {
            cell.ProcessSystemMessages();
            if (cell.CanHandleMessages)
            {
                ProcessMessages(cell, slot);
            }
        }
        finally
        {
            slot?.Close(); // This actor, if it has more to do, goes to the pool.
            ActorCell.Current = outer;
            Release(cell);
        }
    }

    private void ProcessMessages(ActorCell cell, RunNextSlot? slot)
    {
        var dispatcher = cell.Dispatcher;
        var left = dispatcher.Throughput;
        var deadline = dispatcher.ThroughputDeadlineTime is > 0 and var milliseconds
            ? Stopwatch.GetTimestamp() + (milliseconds * Stopwatch.Frequency / 1000)
            : long.MaxValue;
        var first = _consumed;
        var last = first;
        do
        {
            var node = _prepended;
            if (node is not null)
            {
                _prepended = node.Next;
            }
            else
            {
                node = last.Next;
                if (node is null)
                {
                    break;
                }
                last = node;
            }
            var message = node.Message!;
            var sender = node.Sender;
            node.Message = null;
            node.Sender = null;
            slot?.HandOver(); // Filled by an earlier message: this one must not keep it waiting.
            cell.Invoke(message, sender);
            if (cell.HasSystemMessages)
            {
                cell.ProcessSystemMessages();
            }
        } while (--left > 0 && cell.CanHandleMessages && IsBefore(deadline));

        if (!cell.IsTerminated)
        {
            // Cut the chain behind us: an old node that reached generation 2 would keep all younger ones alive.
            _consumed = last;
            if (last != first)
            {
                first.Next = null;
            }
        }
    }

    private static bool IsBefore(long deadline) => deadline == long.MaxValue || Stopwatch.GetTimestamp() < deadline;

    /// <summary>Ends a run: gives the mailbox up, or queues it again if there is more to do.</summary>
    private void Release(ActorCell cell)
    {
        if (cell.CanHandleMessages && HasMessages)
        {
            cell.Dispatcher.ExecuteMailbox(this);
            return;
        }
        Interlocked.And(ref _status, ~Scheduled);
        if (IsClosed)
        {
            if (HasMessages)
            {
                DrainClosed();
            }
        }
        else if (cell.HasSystemMessages || (HasMessages && !IsSuspended))
        {
            Wake();
        }
    }

    /// <summary>Buries what producers added while the mailbox was being closed; <see cref="Scheduled"/> is the lock.</summary>
    private void DrainClosed()
    {
        while (HasMessages && TryLockClosed())
        {
            BuryAll();
            Interlocked.And(ref _status, ~Scheduled);
        }
    }

    private bool TryLockClosed()
    {
        var status = Volatile.Read(ref _status);
        return (status & Scheduled) == 0
            && Interlocked.CompareExchange(ref _status, status | Scheduled, status) == status;
    }

    private void BuryAll()
    {
        while (_prepended is { } node)
        {
            _prepended = node.Next;
            _cell.BuryMessage(node.Message!, node.Sender);
        }
        while (Volatile.Read(ref _newest) != _consumed)
        {
            var spin = default(SpinWait);
            MessageNode? node;
            while ((node = _consumed.Next) is null)
            {
                spin.SpinOnce(); // Its producer is about to link it.
            }
            _consumed = node;
            if (node.Message is { } message)
            {
                var sender = node.Sender;
                node.Message = null;
                node.Sender = null;
                _cell.BuryMessage(message, sender);
            }
        }
    }
}
