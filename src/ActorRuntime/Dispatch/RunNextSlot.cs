namespace Akka.Dispatch;

/// <summary>
/// Lets a thread of the pool go on with the actor that the one it has just run has woken: the message is still in its cache,
/// and nobody has to be woken for it. The first actor that is scheduled while a mailbox runs goes into the slot; when the run
/// ends, the thread takes it from there. Further ones go to the pool, so that a fan-out spreads.
/// <para>
/// Only the thread that owns the slot fills it, and only while it runs mailboxes. It is emptied by one atomic exchange, by
/// its thread or by the <see cref="SlotSentinel"/>, so what lies in it is run exactly once. Nothing is forgotten in it: the
/// thread empties it before it leaves <see cref="RunChain"/>; while a handler keeps it from that, the sentinel does.
/// </para>
/// </summary>
internal sealed class RunNextSlot
{
    /// <summary>So many mailboxes in a row, then others get their turn: two actors that keep waking each other must starve nobody.</summary>
    private const int MostInARow = 64;

    [ThreadStatic]
    private static RunNextSlot? s_own;

    private readonly Thread _thread = Thread.CurrentThread;
    private readonly ExecutionContext? _clean = ExecutionContext.Capture();
    private Mailbox? _next;

    /// <summary>Whether a handler of an actor is at work on the thread. Owned by the thread.</summary>
    private bool _isOpen;

    /// <summary>How often it was filled. Written by the thread, read by the sentinel: it tells an old content from a new one.</summary>
    private int _fillings;

    /// <summary>Owned by the sentinel.</summary>
    private int _fillingsSeen;

    public bool IsThreadAlive => _thread.IsAlive;

    public bool IsEmpty => Volatile.Read(ref _next) is null;

    /// <summary>Runs a mailbox, and then those that wait in the slot.</summary>
    public static void RunChain(Mailbox first)
    {
        var slot = s_own ??= SlotSentinel.Register(new RunNextSlot());
        try
        {
            first.RunOn(slot);
            for (var left = MostInARow - 1; left > 0 && slot.TakeNext() is { } next; left--)
            {
                slot.Clean();
                next.RunOn(slot);
            }
        }
        finally
        {
            slot.HandOver();
        }
    }

    /// <summary>Fills the slot of this thread, if it has one, is in a handler, and the slot is empty.</summary>
    public static bool TryFill(Mailbox mailbox)
    {
        if (s_own is not { _isOpen: true, _next: null } slot)
        {
            return false;
        }
        slot._fillings++;
        // A full fence: the sentinel sees the content before it falls asleep, or we see that it sleeps.
        Interlocked.Exchange(ref slot._next, mailbox);
        SlotSentinel.EnsureAwake();
        return true;
    }

    /// <summary>Handlers are at work from here on.</summary>
    public void Open() => _isOpen = true;

    /// <summary>No handler is at work.</summary>
    public void Close() => _isOpen = false;

    /// <summary>Gives what is in the slot to the pool: this thread has other things to do.</summary>
    public void HandOver()
    {
        if (TakeNext() is { } mailbox)
        {
            ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
        }
    }

    /// <summary>
    /// Gives what is in the slot to the pool if it was there already the last time. For the sentinel. True if something
    /// happened since.
    /// </summary>
    public bool HandOverOld()
    {
        // In this order: the thread counts before it fills, so the same number means that the content has not changed.
        var isEmpty = IsEmpty;
        var fillings = Volatile.Read(ref _fillings);
        if (fillings != _fillingsSeen)
        {
            _fillingsSeen = fillings;
            return true;
        }
        if (isEmpty)
        {
            return false;
        }
        HandOver();
        return true;
    }

    private Mailbox? TakeNext() => IsEmpty ? null : Interlocked.Exchange(ref _next, null);

    /// <summary>What one actor left on the thread must not reach the next; the pool does this between its work items.</summary>
    private void Clean()
    {
        if (_clean is not null)
        {
            ExecutionContext.Restore(_clean);
        }
        if (SynchronizationContext.Current is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }
}
