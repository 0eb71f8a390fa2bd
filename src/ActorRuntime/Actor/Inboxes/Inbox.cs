namespace Akka.Actor;

/// <summary>
/// Sends to actors and receives their answers from code that is no actor. Holds at most <c>akka.actor.inbox.inbox-size</c>
/// messages; what comes on top is dropped with a warning.
/// </summary>
public class Inbox : IInboxable, IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static int s_lastNumber;

    private readonly TimeSpan _defaultTimeout;
    private bool _disposed;

    private Inbox(IActorRef receiver, TimeSpan defaultTimeout)
    {
        Receiver = receiver;
        _defaultTimeout = defaultTimeout;
    }

    /// <inheritdoc/>
    public IActorRef Receiver { get; }

    /// <summary>Creates an inbox. It lives until it is disposed of or the system ends.</summary>
    /// <param name="system">The system.</param>
    public static Inbox Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var config = system.Settings.Config.GetConfig("akka.actor.inbox")!;
        var size = config.GetInt("inbox-size");
        var receiver = ((ExtendedActorSystem)system).SystemActorOf(
            Props.Create(() => new InboxActor(size)),
            $"inbox-{Interlocked.Increment(ref s_lastNumber)}"
        );
        return new Inbox(receiver, config.GetTimeSpan("default-timeout"));
    }

    /// <inheritdoc/>
    public IActorRef Watch(IActorRef subject)
    {
        Receiver.Tell(new InboxActor.StartWatch(subject, Message: null), ActorRefs.NoSender);
        return subject;
    }

    /// <inheritdoc/>
    public IActorRef WatchWith(IActorRef subject, object message)
    {
        Receiver.Tell(new InboxActor.StartWatch(subject, message), ActorRefs.NoSender);
        return subject;
    }

    /// <inheritdoc/>
    public IActorRef Unwatch(IActorRef subject)
    {
        Receiver.Tell(new InboxActor.StopWatch(subject), ActorRefs.NoSender);
        return subject;
    }

    /// <inheritdoc/>
    public void Send(IActorRef actorRef, object message) => actorRef.Tell(message, Receiver);

    /// <inheritdoc/>
    public object Receive() => Receive(_defaultTimeout);

    /// <inheritdoc/>
    public object Receive(TimeSpan timeout) => Wait(Ask(wanted: null, timeout), timeout);

    /// <inheritdoc/>
    public Task<object> ReceiveAsync() => ReceiveAsync(_defaultTimeout);

    /// <inheritdoc/>
    public Task<object> ReceiveAsync(TimeSpan timeout) => Ask(wanted: null, timeout).Answer.Task;

    /// <inheritdoc/>
    public object ReceiveWhere(Predicate<object> predicate) => ReceiveWhere(predicate, _defaultTimeout);

    /// <inheritdoc/>
    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout) => Wait(Ask(predicate, timeout), timeout);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the inbox.</summary>
    /// <param name="disposing">True if called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            Receiver.Tell(PoisonPill.Instance, ActorRefs.NoSender); // After those who wait already.
        }
    }

    private InboxActor.Query Ask(Predicate<object>? wanted, TimeSpan timeout)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var query = new InboxActor.Query(wanted, timeout);
        Receiver.Tell(query, ActorRefs.NoSender);
        return query;
    }

    private object Wait(InboxActor.Query query, TimeSpan timeout)
    {
        // The inbox itself says when the time is over, unless its system ends meanwhile.
        var limit = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout.Duration() + Grace;
        return query.Answer.Task.Wait(limit) && query.Answer.Task.Result is var answer && answer != query.Expired
            ? answer
            : throw new TimeoutException(
                $"Inbox {Receiver.Path} didn't receive a response message in specified timeout {timeout}"
            );
    }
}
