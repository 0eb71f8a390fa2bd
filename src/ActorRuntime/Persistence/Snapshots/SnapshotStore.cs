using Akka.Actor;
using Akka.Pattern;

namespace Akka.Persistence.Snapshot;

/// <summary>Base of snapshot stores that work asynchronously.</summary>
public abstract class SnapshotStore : ActorBase
{
    private readonly PluginBreaker _breaker;
    private readonly bool _publish;

    /// <summary>Creates a snapshot store; its circuit breaker is set by its section of the configuration.</summary>
    protected SnapshotStore()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        _breaker = new PluginBreaker(
            extension.ConfigFor(Self, PersistenceExtension.SnapshotStoreDefaults).GetConfig("circuit-breaker")!,
            static _ => true,
            TimeProvider.System
        );
        _publish = extension.PublishPluginCommands;
    }

    /// <inheritdoc/>
    protected sealed override bool Receive(object message)
    {
        switch (message)
        {
            case LoadSnapshot request:
                _ = LoadAsync(request, Sender);
                return true;
            case SaveSnapshot request:
                _ = SaveAsync(request, Sender, Self);
                break;
            case DeleteSnapshot request:
                _ = DeleteAsync(request, Sender, Self);
                break;
            case DeleteSnapshots request:
                _ = DeleteAsync(request, Sender, Self);
                break;
            case SaveSnapshotFailure failure:
                Answer(failure);
                _ = RemoveRemains(failure.Metadata);
                return true;
            case SaveSnapshotSuccess
            or DeleteSnapshotSuccess
            or DeleteSnapshotFailure
            or DeleteSnapshotsSuccess
            or DeleteSnapshotsFailure:
                Answer(message);
                return true;
            default:
                return ReceivePluginInternal(message);
        }

        if (_publish)
        {
            Context.System.EventStream.Publish(message);
        }

        return true;
    }

    /// <summary>The latest snapshot of an entity that matches; null if there is none.</summary>
    /// <param name="persistenceId">Persistence id of the entity.</param>
    /// <param name="criteria">Which snapshots match.</param>
    protected abstract Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Stores a snapshot.</summary>
    /// <param name="metadata">Which one.</param>
    /// <param name="snapshot">The state.</param>
    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot);

    /// <summary>Deletes one snapshot. It is no error if it is not there.</summary>
    /// <param name="metadata">Which one; one without a time means that of any time.</param>
    protected abstract Task DeleteAsync(SnapshotMetadata metadata);

    /// <summary>Deletes snapshots of an entity.</summary>
    /// <param name="persistenceId">Persistence id of the entity.</param>
    /// <param name="criteria">Which snapshots.</param>
    protected abstract Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Handles messages that are no request to a snapshot store; it sees the answers as well.</summary>
    /// <param name="message">A message.</param>
    /// <returns>False if it was not handled.</returns>
    protected virtual bool ReceivePluginInternal(object message) => false;

    private async Task LoadAsync(LoadSnapshot request, IActorRef sender)
    {
        ISnapshotResponse answer;
        try
        {
            SelectedSnapshot? snapshot = null;
            if (!request.Criteria.Equals(SnapshotSelectionCriteria.None))
            {
                // Without the breaker's timeout: who waits for a snapshot has one of its own.
                _breaker.Enter();
                snapshot = await LoadAsync(request.PersistenceId, request.Criteria.Limit(request.ToSequenceNr));
                _breaker.Leave(failure: null);
            }

            answer = new LoadSnapshotResult(snapshot, request.ToSequenceNr);
        }
        catch (Exception e)
        {
            _breaker.Leave(e);
            answer = new LoadSnapshotFailed(e);
        }

        sender.Tell(answer, ActorRefs.NoSender);
    }

    private async Task SaveAsync(SaveSnapshot request, IActorRef sender, IActorRef self)
    {
        var given = request.Metadata;
        var metadata =
            given.Timestamp == DateTime.MinValue
                ? new SnapshotMetadata(given.PersistenceId, given.SequenceNr, Context.System.Scheduler.Now.UtcDateTime)
                : given;
        var failure = await Try(() => SaveAsync(metadata, request.Snapshot));
        self.Tell(
            failure is null ? new SaveSnapshotSuccess(metadata) : new SaveSnapshotFailure(metadata, failure),
            sender
        );
    }

    private async Task DeleteAsync(DeleteSnapshot request, IActorRef sender, IActorRef self)
    {
        var failure = await Try(() => DeleteAsync(request.Metadata));
        self.Tell(
            failure is null
                ? new DeleteSnapshotSuccess(request.Metadata)
                : new DeleteSnapshotFailure(request.Metadata, failure),
            sender
        );
    }

    private async Task DeleteAsync(DeleteSnapshots request, IActorRef sender, IActorRef self)
    {
        var failure = await Try(() => DeleteAsync(request.PersistenceId, request.Criteria));
        self.Tell(
            failure is null
                ? new DeleteSnapshotsSuccess(request.Criteria)
                : new DeleteSnapshotsFailure(request.Criteria, failure),
            sender
        );
    }

    /// <summary>A snapshot that was stored in part must not be offered.</summary>
    private Task<Exception?> RemoveRemains(SnapshotMetadata metadata) => Try(() => DeleteAsync(metadata));

    private async Task<Exception?> Try(Func<Task> work)
    {
        try
        {
            await _breaker.Run(
                work,
                static async work =>
                {
                    await work();
                    return true;
                }
            );
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private void Answer(object message)
    {
        try
        {
            ReceivePluginInternal(message);
        }
        finally
        {
            Sender.Tell(message, ActorRefs.NoSender);
        }
    }
}
