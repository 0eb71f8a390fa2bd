using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Runs actors on the thread pool of the process.</summary>
internal sealed class ThreadPoolDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
{
    /// <summary>One in so many mailboxes goes to the end of the pool's queue; see <see cref="ExecuteTask"/>.</summary>
    private const int FairEvery = 32;

    [ThreadStatic]
    private static int s_local;

    /// <summary>
    /// An actor that another actor wakes, and that is not run next, goes to the queue of the current thread: its message is
    /// still in the cache, and other threads steal it if this one is busy. The pool looks at its common queue only when a
    /// thread's own is empty, so actors that keep waking each other could starve everything else: now and then we use the
    /// common queue.
    /// </summary>
    protected override void ExecuteTask(IRunnable run) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            run,
            preferLocal: ActorCell.Current is not null && ++s_local % FairEvery != 0
        );

    internal override void ExecuteMailbox(Mailbox mailbox)
    {
        if (!RunNextSlot.TryFill(mailbox))
        {
            ExecuteTask(mailbox);
        }
    }

    protected override void Shutdown() { }
}

/// <summary>Makes the one thread-pool dispatcher of a section.</summary>
internal sealed class ThreadPoolDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly ThreadPoolDispatcher _dispatcher;

    public ThreadPoolDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        _dispatcher = new ThreadPoolDispatcher(this);
    }

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
