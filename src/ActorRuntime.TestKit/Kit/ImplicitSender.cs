using Akka.Actor;

namespace Akka.TestKit;

/// <summary>
/// Makes the test actor the sender of what a test sends without naming one: on the thread of the test, and on those where the
/// test goes on after an <c>await</c>.
/// </summary>
internal sealed class ImplicitSender : SynchronizationContext
{
    private readonly ActorCell _sender;
    private readonly ActorCell? _outerSender;
    private readonly SynchronizationContext? _outer;
    private volatile bool _ended;

    private ImplicitSender(ActorCell sender, ActorCell? outerSender, SynchronizationContext? outer)
    {
        _sender = sender;
        _outerSender = outerSender;
        _outer = outer;
    }

    /// <summary>
    /// Begins on this thread. An async test that ended on another thread may have left its traces on this one; they are not
    /// taken for something to come back to.
    /// </summary>
    public static ImplicitSender Install(ActorCell sender)
    {
        var outerSender = ActorCell.Current is { IsTerminated: false } alive ? alive : null;
        var outer = Current;
        while (outer is ImplicitSender { _ended: true } stale)
        {
            outer = stale._outer;
        }
        var context = new ImplicitSender(sender, outerSender, outer);
        ActorCell.Current = sender;
        SetSynchronizationContext(context);
        return context;
    }

    /// <summary>Ends, and leaves this thread as it was.</summary>
    public void Remove()
    {
        _ended = true;
        if (ActorCell.Current == _sender)
        {
            ActorCell.Current = _outerSender;
        }
        if (Current == this)
        {
            SetSynchronizationContext(_outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) =>
        ThreadPool.UnsafeQueueUserWorkItem(_ => Send(d, state), state: null);

    public override void Send(SendOrPostCallback d, object? state)
    {
        var cellBefore = ActorCell.Current;
        var contextBefore = Current;
        ActorCell.Current = _ended ? null : _sender;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            ActorCell.Current = cellBefore;
            SetSynchronizationContext(contextBefore);
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}
