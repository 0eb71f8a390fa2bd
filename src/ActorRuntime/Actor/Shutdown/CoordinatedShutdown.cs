using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// Ends a system in phases: the tasks of a phase run side by side, and the next phase begins when they have ended, failed, or
/// used up the phase's time. The last phase ends the actor system.
/// </summary>
public sealed class CoordinatedShutdown : IExtension
{
    /// <summary>The first phase: hosts can do something before anything ends.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>Stop taking requests from outside.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Wait for requests under way.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>Close what serves requests.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>Before the cluster is left.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Hand over shards.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>Leave the cluster.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>Hand over singletons.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>Wait until singletons are handed over.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>End the cluster extension.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>Hosts can do something before the actors stop.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>The last phase: the actors stop.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly ShutdownPhases _phases;
    private readonly Config _config;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(string Name, Func<Task<Done>> Run)>> _tasks = new(
        StringComparer.Ordinal
    );
    private readonly TaskCompletionSource<Done> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILoggingAdapter _log;
    private Reason? _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system)
    {
        System = system;
        _config = system.Settings.Config.GetConfig("akka.coordinated-shutdown") ?? Config.Empty;
        _phases = new ShutdownPhases(_config);
        _log = Logging.GetLogger(system, typeof(CoordinatedShutdown));
        AddTask(PhaseActorSystemTerminate, "terminate-system", TerminateSystem);
    }

    /// <summary>The system.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Why the shutdown was started; null if it was not.</summary>
    public Reason? ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>The times of all phases together.</summary>
    public TimeSpan TotalTimeout => TimeSpan.FromTicks(_phases.All.Where(p => p.Enabled).Sum(p => p.Timeout.Ticks));

    /// <summary>The shutdown of a system.</summary>
    /// <param name="sys">The system.</param>
    public static CoordinatedShutdown Get(ActorSystem sys) => new CoordinatedShutdownExtension().Apply(sys);

    /// <summary>Adds a task to a phase. Tasks can be added until their phase begins.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="taskName">The name of the task, for the log.</param>
    /// <param name="task">The task.</param>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        ArgumentNullException.ThrowIfNull(task);
        _phases.Require(phase);
        _tasks.GetOrAdd(phase, static _ => new()).Enqueue((taskName, task));
    }

    /// <summary>The time a phase may take.</summary>
    /// <param name="phase">The phase.</param>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase) => _phases.Require(phase).Timeout;

    /// <summary>Runs all phases, or those from one on. The first call counts; later ones join it.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="fromPhase">The phase to begin with; null for the first.</param>
    /// <returns>Ends with the last phase. Fails if a phase fails that is configured not to recover.</returns>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (fromPhase is not null)
        {
            _phases.Require(fromPhase);
        }
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            _ = Task.Run(() => RunPhases(fromPhase));
        }
        return _finished.Task;
    }

    /// <summary>False if nobody uses the shutdown, so that stopping the actors is all there is to do.</summary>
    internal static bool IsNeeded(ActorSystem system) =>
        system.HasExtension<CoordinatedShutdown>()
        || system.Settings.Config.GetBoolean("akka.coordinated-shutdown.exit-clr");

    /// <summary>Runs the phases while the process ends, which waits for this call.</summary>
    internal void RunAtProcessExit()
    {
        try
        {
            Run(ClrExitReason.Instance).Wait(TotalTimeout);
        }
        catch (AggregateException)
        {
            // The phase that failed has been logged, and the process ends anyway.
        }
    }

    private async Task RunPhases(string? fromPhase)
    {
        try
        {
            foreach (var phase in _phases.From(fromPhase))
            {
                await RunPhase(phase);
            }
            _finished.TrySetResult(Done.Instance);
        }
        catch (Exception failure)
        {
            _log.Error(failure, "Coordinated shutdown was aborted: {0}", failure.Message);
            _finished.TrySetException(failure);
        }
    }

    private async Task RunPhase(ShutdownPhase phase)
    {
        if (!phase.Enabled || !_tasks.TryGetValue(phase.Name, out var tasks))
        {
            return;
        }
        var running = Task.WhenAll(tasks.Select(task => RunTask(phase, task.Name, task.Run)));
        try
        {
            await running.WaitAsync(phase.Timeout, TimeProvider.System);
        }
        catch (TimeoutException late) when (!running.IsCompleted)
        {
            // The last phase takes its time: the process may go on without the system, and actors end when they can.
            var message = $"Coordinated shutdown phase [{phase.Name}] timed out after {phase.Timeout}";
            if (!phase.Recover)
            {
                throw new TimeoutException(message, late);
            }
            _log.Warning(message);
        }
    }

    private async Task RunTask(ShutdownPhase phase, string name, Func<Task<Done>> run)
    {
        try
        {
            await run();
        }
        catch (Exception failure) when (phase.Recover)
        {
            _log.Warning(failure, "Task [{0}] failed in phase [{1}]: {2}", name, phase.Name, failure.Message);
        }
    }

    private async Task<Done> TerminateSystem()
    {
        var config = ConfigFor(ShutdownReason!);
        var terminates = config.GetBoolean("terminate-actor-system", @default: true);
        if (terminates)
        {
            ((ActorSystemImpl)System).FinalTerminate();
            await System.WhenTerminated;
        }
        if (config.GetBoolean("exit-clr") && ShutdownReason is not ClrExitReason)
        {
            Environment.Exit(config.GetInt("exit-code"));
        }
        return Done.Instance;
    }

    private Config ConfigFor(Reason reason)
    {
        var overrides = _config.GetConfig("reason-overrides");
        var own = overrides?.GetConfig($"\"{reason.GetType().FullName}\"");
        return own is null ? _config : own.WithFallback(_config);
    }

    /// <summary>Why a shutdown was started. Derive from it for reasons of your own.</summary>
    public class Reason
    {
        /// <summary>Creates a reason.</summary>
        protected Reason() { }
    }

    /// <summary>Nobody says why.</summary>
    public class UnknownReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason() { }
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason() { }
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason() { }
    }
}
