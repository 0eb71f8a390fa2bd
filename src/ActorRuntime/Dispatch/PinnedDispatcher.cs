using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Gives one actor a thread of its own, for work that blocks.</summary>
internal sealed class PinnedDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
{
    private readonly BlockingCollection<IRunnable> _queue = new();
    private int _started;

    protected override void ExecuteTask(IRunnable run)
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            new Thread(Work) { IsBackground = true, Name = Id }.Start();
        }
        try
        {
            _queue.Add(run);
        }
        catch (InvalidOperationException)
        {
            // The actor has stopped and its thread is gone: what is left to do is to bury late messages.
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
        }
    }

    protected override void Shutdown() => _queue.CompleteAdding();

    internal override void Detach(ActorCell cell) => Shutdown();

    private void Work()
    {
        foreach (var run in _queue.GetConsumingEnumerable())
        {
            run.Run();
        }
    }
}

/// <summary>Makes a pinned dispatcher for each actor.</summary>
internal sealed class PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    public override MessageDispatcher Dispatcher() => new PinnedDispatcher(this);
}
