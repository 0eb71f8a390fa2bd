using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The life of one actor behind its reference: its instance, behaviour, children, watchers and mailbox. All of it belongs to
/// the thread that is inside <see cref="Mailbox.Run"/>, except the queue of system messages and the children's container.
/// What few actors need lives in <see cref="CellExtras"/>: an idle actor is small.
/// </summary>
internal sealed partial class ActorCell : IUntypedActorContext
{
    /// <summary>Stands for the actor's own Receive; saves a delegate per actor.</summary>
    private static readonly Receive OwnReceive = static message => Current!._actor!.InvokeReceive(message);

    private readonly LocalActorRef _self;
    private ActorBase? _actor;
    private Receive? _behavior;
    private CellExtras? _extras;
    private object? _currentMessage;
    private IActorRef? _sender;
    private int _suspendCount;
    private int _envelopeId;
    private int _incarnation;
    private bool _logsMessages;

    public ActorCell(
        ActorSystemImpl system,
        LocalActorRef self,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef parent
    )
    {
        SystemImpl = system;
        _self = self;
        Props = props;
        Dispatcher = dispatcher;
        Parent = parent;
        _systemMessages = new Create();
    }

    /// <summary>The cell whose actor runs on this thread.</summary>
    [field: ThreadStatic]
    public static ActorCell? Current { get; set; }

    public ActorSystemImpl SystemImpl { get; }

    public ActorSystem System => SystemImpl;

    public Props Props { get; private set; }

    public MessageDispatcher Dispatcher { get; }

    public IInternalActorRef Parent { get; }

    IActorRef IActorContext.Parent => Parent;

    public LocalActorRef Self => _self;

    IActorRef IActorContext.Self => _self;

    public IActorRef Sender => _sender ?? SystemImpl.DeadLetters;

    public object? CurrentMessage => _currentMessage;

    /// <summary>The sender of the message being handled, as it came: null if it has none.</summary>
    public IActorRef? RawSender => _sender;

    /// <summary>Tells messages apart: another one for each message.</summary>
    public int CurrentEnvelopeId => _envelopeId;

    /// <summary>Tells the instances of the actor apart: another one after each restart.</summary>
    public int Incarnation => _incarnation;

    /// <summary>The actor's instance; null before it is created and after it has stopped.</summary>
    public ActorBase? Actor => _actor;

    public Mailbox Mailbox => _self.Mailbox;

    public int StashCapacity
    {
        get
        {
            if (Props.Deploy.StashCapacity != Deploy.NoStashSize)
            {
                return Props.Deploy.StashCapacity;
            }
            var config = SystemImpl.Settings.Config;
            var capacity = config.GetInt("akka.actor.default-mailbox.stash-capacity", Deploy.NoStashSize);
            capacity = Dispatcher.Configurator.Config.GetInt("stash-capacity", capacity);
            return Props.Mailbox == Deploy.NoMailboxGiven
                ? capacity
                : MailboxSections.Find(config, Props.Mailbox).GetInt("stash-capacity", capacity);
        }
    }

    public ActorTaskScheduler TaskScheduler => Extras.TaskScheduler ??= new ActorTaskScheduler(this);

    private CellExtras Extras => _extras ??= new CellExtras();

    public static bool IsOwnReceive(Receive receive) => ReferenceEquals(receive, OwnReceive);

    public static IActorRef? GetCurrentSelfOrNoSender() => Current?._self;

    public static IActorRef? GetCurrentSenderOrNoSender() => Current?._sender;

    public void Become(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        _behavior = receive;
    }

    public void BecomeStacked(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        if (_behavior is not null)
        {
            (Extras.BehaviorStack ??= new Stack<Receive>()).Push(_behavior);
        }
        _behavior = receive;
    }

    public void UnbecomeStacked() => _behavior = _extras?.BehaviorStack is { Count: > 0 } stack ? stack.Pop() : null;

    public void Become(UntypedReceive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        Become(Wrap(receive));
    }

    public void BecomeStacked(UntypedReceive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        BecomeStacked(Wrap(receive));
    }

    public ActorSelection ActorSelection(string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, System, _self);

    public ActorSelection ActorSelection(ActorPath actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, System);

    public void Start()
    {
        Dispatcher.Attach(this);
        Mailbox.Wake();
    }

    /// <summary>A mistake of an actor must not be lost: it is published even if loggers come and go.</summary>
    internal void Publish(LogEvent logEvent) => SystemImpl.EventStream.Publish(logEvent);

    internal void PublishError(Exception cause, string message) =>
        Publish(new Error(cause, _self.Path.ToString(), ActorType, message));

    internal void PublishDebug(string message) => Publish(new Debug(_self.Path.ToString(), ActorType, message));

    internal void BuryMessage(object message, IActorRef? sender) =>
        SystemImpl.DeadLetterRef.Bury(message, sender, _self);

    private Type ActorType => _actor?.GetType() ?? typeof(ActorCell);

    private static Receive Wrap(UntypedReceive receive) =>
        message =>
        {
            receive(message);
            return true;
        };
}
