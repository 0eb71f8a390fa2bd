using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A persistent actor whose command handler is the test's. It tells the probe what it recovers and what happens to it.</summary>
internal sealed class Scripted : UntypedPersistentActor
{
    private readonly Action<Scripted, object> _onCommand;

    public Scripted(string id, IActorRef probe, Action<Scripted, object> onCommand, Action<Scripted>? setUp)
    {
        PersistenceId = id;
        Probe = probe;
        _onCommand = onCommand;
        setUp?.Invoke(this);
    }

    public override string PersistenceId { get; }

    public IActorRef Probe { get; }

    /// <summary>What the actor recovers by; the default if null.</summary>
    public Recovery? Options { get; set; }

    /// <summary>Runs for what is recovered, after the probe was told.</summary>
    public Action<object>? Recovering { get; set; }

    /// <summary>Runs for a rejected event, after the probe was told.</summary>
    public Action<object>? Rejecting { get; set; }

    public override Recovery Recovery => Options ?? base.Recovery;

    public IActorRef LastSender => Sender;

    public void Tell(object message) => Probe.Tell(message, Self);

    public void Run(Func<Task> action) => RunTask(action);

    public void Watch(IActorRef actor) => Context.Watch(actor);

    public void UseJournal(string id) => JournalPluginId = id;

    public void Stop() => Context.Stop(Self);

    protected override void OnCommand(object message) => _onCommand(this, message);

    protected override void OnRecover(object message)
    {
        Tell(
            message switch
            {
                RecoveryCompleted => "recovered",
                SnapshotOffer offer => $"snapshot {offer.Snapshot}",
                _ => $"replayed {message}",
            }
        );
        Recovering?.Invoke(message);
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Tell($"failed {@event} {sequenceNr} {cause.Message}");
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Tell($"rejected {@event} {sequenceNr} {cause.Message}");
        base.OnPersistRejected(cause, @event, sequenceNr);
        Rejecting?.Invoke(@event);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        Tell($"recovery failed at {message ?? "-"}: {reason.Message}");
        base.OnRecoveryFailure(reason, message);
    }
}
