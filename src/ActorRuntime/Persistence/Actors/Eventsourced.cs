using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// The base of persistent actors: an actor whose state follows from its events. When it starts, it gets its snapshot and its
/// stored events, then <see cref="RecoveryCompleted"/>; then it handles commands and persists new events.
/// </summary>
public abstract partial class Eventsourced
    : ActorBase,
        IPersistentIdentity,
        IPersistenceStash,
        IPersistenceRecovery,
        ISnapshotter
{
    /// <summary>Which stashed messages are still of use when the actor is restarted or stopped.</summary>
    public static readonly Func<Envelope, bool> UnstashFilterPredicate = static envelope =>
        envelope.Message is not WriteMessageSuccess and not ReplayMessages;

    /// <summary>Null until something is stashed: most actors never do.</summary>
    private PersistentActorStash? _stash;
    private PersistencePlugins? _plugins;

    /// <inheritdoc/>
    public abstract string PersistenceId { get; }

    /// <inheritdoc/>
    /// <remarks>Set in the constructor, if at all.</remarks>
    public string JournalPluginId
    {
        get => _plugins?.JournalId ?? "";
        protected set => _plugins = Plugins.WithJournal(value);
    }

    /// <inheritdoc/>
    /// <remarks>Set in the constructor, if at all.</remarks>
    public string SnapshotPluginId
    {
        get => _plugins?.SnapshotStoreId ?? "";
        protected set => _plugins = Plugins.WithSnapshotStore(value);
    }

    /// <inheritdoc/>
    public virtual Recovery Recovery => Recovery.Default;

    /// <inheritdoc/>
    public virtual IStashOverflowStrategy InternalStashOverflowStrategy =>
        Extension.DefaultInternalStashOverflowStrategy;

    /// <summary>Where the actor puts commands aside. Those that wait for an event to be stored are not in it.</summary>
    /// <exception cref="NotSupportedException">It is set: a persistent actor brings its own stash.</exception>
    public IStash Stash
    {
        get => OwnStash;
        set => throw new NotSupportedException("A persistent actor brings its own stash.");
    }

    /// <summary>The runtime's view: it gives a stash to actors that have none, and empties it when they end.</summary>
    IStash IActorStash.Stash
    {
        get => _stash!;
        set { }
    }

    /// <summary>The actor of the journal.</summary>
    public IActorRef Journal => Plugins.Journal.Actor;

    /// <summary>The actor of the snapshot store.</summary>
    public IActorRef SnapshotStore => Plugins.SnapshotStore.Actor;

    /// <inheritdoc/>
    public string SnapshotterId => PersistenceId;

    /// <inheritdoc/>
    public long SnapshotSequenceNr => LastSequenceNr;

    /// <summary>Sequence number of the last event that the actor has seen, replayed or stored; 0 if there is none.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>Whether the recovery is under way, or has not begun.</summary>
    public bool IsRecovering => _phase < Phase.Ready;

    /// <summary>Whether the recovery has ended.</summary>
    public bool IsRecoveryFinished => !IsRecovering;

    /// <summary>The persistence extension.</summary>
    protected PersistenceExtension Extension => Persistence.Instance.Apply(Context.System);

    /// <summary>The actor's log.</summary>
    protected virtual ILoggingAdapter Log => Context.GetLogger();

    private PersistencePlugins Plugins => _plugins ??= Extension.DefaultPlugins;

    private PersistentActorStash OwnStash => _stash ??= CreateStash();

    /// <summary>
    /// Stores an event, then runs the handler. Until then other commands wait. If the event cannot be stored, the handler does
    /// not run: see <see cref="OnPersistFailure"/> and <see cref="OnPersistRejected"/>.
    /// </summary>
    /// <typeparam name="TEvent">Its type.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="handler">Applies the event, answers the sender. It may persist again.</param>
    /// <exception cref="InvalidOperationException">The actor recovers.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler) => PersistOne(@event, handler, stashes: true);

    /// <summary>Stores events, all or none, then runs the handler for each. Until then other commands wait. Without events nothing happens.</summary>
    /// <typeparam name="TEvent">Their type.</typeparam>
    /// <param name="events">The events.</param>
    /// <param name="handler">Runs once per event.</param>
    /// <exception cref="InvalidOperationException">The actor recovers.</exception>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        PersistSeveral(events, handler, stashes: true);

    /// <summary>As <see cref="Persist"/>, but other commands are handled meanwhile.</summary>
    /// <typeparam name="TEvent">Its type.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="handler">Applies the event, answers the sender.</param>
    /// <exception cref="InvalidOperationException">The actor recovers.</exception>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler) =>
        PersistOne(@event, handler, stashes: false);

    /// <summary>As <see cref="PersistAll"/>, but other commands are handled meanwhile.</summary>
    /// <typeparam name="TEvent">Their type.</typeparam>
    /// <param name="events">The events.</param>
    /// <param name="handler">Runs once per event.</param>
    /// <exception cref="InvalidOperationException">The actor recovers.</exception>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        PersistSeveral(events, handler, stashes: false);

    /// <summary>
    /// Runs the handler once all events that were persisted before are stored and handled; at once if there is none. Nothing is
    /// stored, and other commands are handled meanwhile.
    /// </summary>
    /// <typeparam name="TEvent">The type of the argument.</typeparam>
    /// <param name="evt">What the handler gets.</param>
    /// <param name="handler">The handler.</param>
    /// <exception cref="InvalidOperationException">The actor recovers.</exception>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        EnsureRecovered();
        ArgumentNullException.ThrowIfNull(evt);
        if (_pending is null or { IsEmpty: true })
        {
            handler(evt);
        }
        else
        {
            _pending.Add(new PendingHandler<TEvent>(handler, stashes: false));
            _pending.Add(new NonPersistentMessage(evt, CurrentCell.RawSender));
        }
    }

    /// <summary>
    /// Deletes the events up to a sequence number; the answer is a <see cref="DeleteMessagesSuccess"/> or
    /// <see cref="DeleteMessagesFailure"/>.
    /// </summary>
    /// <param name="toSequenceNr">The last sequence number to delete.</param>
    public void DeleteMessages(long toSequenceNr) =>
        Journal.Tell(new DeleteMessagesTo(PersistenceId, toSequenceNr, Self), Self);

    /// <inheritdoc/>
    public void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr) =>
        SnapshotStore.Tell(new LoadSnapshot(persistenceId, criteria, toSequenceNr), Self);

    /// <inheritdoc/>
    public void SaveSnapshot(object snapshot) =>
        SnapshotStore.Tell(new SaveSnapshot(new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr), snapshot), Self);

    /// <inheritdoc/>
    public void DeleteSnapshot(long sequenceNr) =>
        SnapshotStore.Tell(new DeleteSnapshot(new SnapshotMetadata(SnapshotterId, sequenceNr)), Self);

    /// <inheritdoc/>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) =>
        SnapshotStore.Tell(new DeleteSnapshots(SnapshotterId, criteria), Self);

    /// <summary>Handles a snapshot offer, a stored event or <see cref="RecoveryCompleted"/>. It must not have side effects.</summary>
    /// <param name="message">The message.</param>
    /// <returns>False if the message is unhandled.</returns>
    protected abstract bool ReceiveRecover(object message);

    /// <summary>Handles a command.</summary>
    /// <param name="message">The message.</param>
    /// <returns>False if the message is unhandled.</returns>
    protected abstract bool ReceiveCommand(object message);

    /// <summary>Called when all events were replayed, before <see cref="RecoveryCompleted"/>.</summary>
    protected virtual void OnReplaySuccess() { }

    /// <summary>Called when the recovery failed; the actor is stopped after. Logs the error.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">The event that could not be handled; null if the journal or the snapshot store failed.</param>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (message is null)
        {
            Log.Error(
                reason,
                "Persistence failure when replaying events for persistenceId [{0}]. Last known sequence number [{1}]",
                PersistenceId,
                LastSequenceNr
            );
        }
        else
        {
            Log.Error(
                reason,
                "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] for persistenceId [{2}]",
                message.GetType(),
                LastSequenceNr,
                PersistenceId
            );
        }
    }

    /// <summary>
    /// Called when an event could not be stored, or is not certain to be; the actor is stopped after, because its state may no
    /// longer be that of the journal. Logs the error.
    /// </summary>
    /// <param name="cause">Why.</param>
    /// <param name="event">The event.</param>
    /// <param name="sequenceNr">Its sequence number.</param>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Log.Error(
            cause,
            "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].",
            @event.GetType(),
            sequenceNr,
            PersistenceId
        );

    /// <summary>
    /// Called when the journal refused an event for what it is, such as one that cannot be serialized. Nothing of it was
    /// stored, and the actor goes on. Logs the error.
    /// </summary>
    /// <param name="cause">Why.</param>
    /// <param name="event">The event.</param>
    /// <param name="sequenceNr">Its sequence number.</param>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Log.Error(
            cause,
            "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}] due to [{3}].",
            @event.GetType(),
            sequenceNr,
            PersistenceId,
            cause.Message
        );

    private PersistentActorStash CreateStash()
    {
        var cell = CurrentCell;
        // Looked up only for who asked for something: it takes longer than all else that a persistent actor does at start.
        return new PersistentActorStash(
            cell,
            cell.Props.Deploy.Equals(Deploy.None) ? Extension.StashCapacity : cell.StashCapacity
        );
    }

    private void PersistOne<TEvent>(TEvent @event, Action<TEvent> handler, bool stashes)
    {
        EnsureRecovered();
        ArgumentNullException.ThrowIfNull(@event);
        var pending = Pending;
        pending.Add(new PendingHandler<TEvent>(handler, stashes));
        pending.Add(new AtomicWrite(pending.NextEvent(@event, PersistenceId, CurrentCell.RawSender)));
    }

    private void PersistSeveral<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, bool stashes)
    {
        EnsureRecovered();

        // First all of them: a sequence that fails half-way must leave no trace.
        var all = events.ToArray();
        foreach (var @event in all)
        {
            ArgumentNullException.ThrowIfNull(@event, nameof(events));
        }

        if (all.Length == 0)
        {
            return;
        }

        var pending = Pending;
        var write = ImmutableArray.CreateBuilder<IPersistentRepresentation>(all.Length);
        foreach (var @event in all)
        {
            pending.Add(new PendingHandler<TEvent>(handler, stashes));
            write.Add(pending.NextEvent(@event!, PersistenceId, CurrentCell.RawSender));
        }

        pending.Add(new AtomicWrite(write.MoveToImmutable()));
    }

    private void EnsureRecovered()
    {
        if (IsRecovering)
        {
            throw new InvalidOperationException(
                "Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later."
            );
        }
    }
}
