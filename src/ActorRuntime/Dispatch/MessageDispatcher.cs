using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Decides on which thread actors handle their messages.</summary>
public abstract class MessageDispatcher
{
    /// <summary>How many messages an actor handles before others get their turn, unless configured otherwise.</summary>
    public const int DefaultThroughput = 100;

    /// <summary>Creates a dispatcher.</summary>
    /// <param name="configurator">What reads its configuration.</param>
    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Id = configurator.Config.GetString("id", "unknown")!;
        Throughput = configurator.Config.GetInt("throughput", DefaultThroughput);
        ThroughputDeadlineTime = (long)
            configurator
                .Config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero, allowInfinite: false)
                .TotalMilliseconds;
    }

    /// <summary>What reads the dispatcher's configuration.</summary>
    public MessageDispatcherConfigurator Configurator { get; }

    /// <summary>The name of the configuration section.</summary>
    public string Id { get; protected set; }

    /// <summary>How many messages an actor handles before others get their turn.</summary>
    public int Throughput { get; set; }

    /// <summary>How long, in milliseconds, an actor handles messages before others get their turn; 0 for no limit.</summary>
    public long? ThroughputDeadlineTime { get; protected set; }

    /// <summary>Runs an action on a thread of this dispatcher.</summary>
    /// <param name="run">The action.</param>
    public void Schedule(Action run) => ExecuteTask(new ActionRunnable(run));

    /// <summary>Runs work on a thread of this dispatcher.</summary>
    /// <param name="run">The work.</param>
    public void Schedule(IRunnable run) => ExecuteTask(run);

    /// <summary>Hands work to a thread.</summary>
    /// <param name="run">The work.</param>
    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>Lets the dispatcher's threads go; called when the system has ended.</summary>
    protected abstract void Shutdown();

    /// <summary>Hands an actor that has something to do to a thread.</summary>
    internal virtual void ExecuteMailbox(Mailbox mailbox) => ExecuteTask(mailbox);

    /// <summary>Called when an actor begins to use this dispatcher.</summary>
    internal virtual void Attach(ActorCell cell) { }

    /// <summary>Called when an actor that uses this dispatcher has stopped.</summary>
    internal virtual void Detach(ActorCell cell) { }

    internal void ShutDown() => Shutdown();
}
