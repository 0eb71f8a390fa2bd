using Akka.Actor;

namespace Akka.TestKit;

/// <summary>
/// Makes the test actor the sender of what a test sends without naming one: on the thread of the test, and on those where the
/// test goes on after an <c>await</c>.
/// </summary>
internal sealed class ImplicitSender : SynchronizationContext
{
    private readonly ActorCell _sender;
    private readonly SynchronizationContext? _outer;

    private ImplicitSender(ActorCell sender, SynchronizationContext? outer)
    {
        _sender = sender;
        _outer = outer;
    }

    /// <summary>Begins on this thread.</summary>
    public static ImplicitSender Install(ActorCell sender)
    {
        var context = new ImplicitSender(sender, Current);
        ActorCell.Current = sender;
        SetSynchronizationContext(context);
        return context;
    }

    /// <summary>Ends on this thread.</summary>
    public void Remove()
    {
        if (ActorCell.Current == _sender)
        {
            ActorCell.Current = null;
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
        var outerCell = ActorCell.Current;
        var outerContext = Current;
        ActorCell.Current = _sender;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            ActorCell.Current = outerCell;
            SetSynchronizationContext(outerContext);
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}
