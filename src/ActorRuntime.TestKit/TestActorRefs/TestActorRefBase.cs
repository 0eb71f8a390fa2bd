using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>The base of references to actors that run on the thread of the test; see <see cref="TestActorRef{TActor}"/>.</summary>
/// <typeparam name="TActor">The actor.</typeparam>
public abstract class TestActorRefBase<TActor> : IInternalActorRef
    where TActor : ActorBase
{
    private readonly LocalActorRef _inner;

    /// <summary>Creates and starts the actor.</summary>
    /// <param name="system">Its system.</param>
    /// <param name="actorProps">How to create it; runs on the calling-thread dispatcher unless it names another.</param>
    /// <param name="supervisor">Its parent; null for the user guardian.</param>
    /// <param name="name">Its name; null to have one made up.</param>
    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        _inner = TestActorCreation.Create((ActorSystemImpl)system, actorProps, supervisor, name);
    }

    /// <summary>The reference without the test's means.</summary>
    public IActorRef Ref => _inner;

    /// <inheritdoc/>
    public ActorPath Path => _inner.Path;

    /// <summary>The actor's instance.</summary>
    /// <exception cref="IllegalActorStateException">The actor has stopped, or could not be created.</exception>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public TActor UnderlyingActor
    {
        get
        {
            if (_inner.IsTerminated)
            {
                throw new IllegalActorStateException("Underlying actor terminated");
            }
            return _inner.Cell.Actor switch
            {
                null => throw new IllegalActorStateException($"There is no instance of {_inner}: its creation failed."),
                var actor => (TActor)actor,
            };
        }
    }

    bool IActorRefScope.IsLocal => _inner.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => _inner.Parent;

    IActorRefProvider IInternalActorRef.Provider => _inner.Provider;

    bool IInternalActorRef.IsTerminated => _inner.IsTerminated;

    /// <summary>The reference without the test's means.</summary>
    /// <param name="actorRef">The reference with them.</param>
    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef._inner;

    /// <summary>True if both mean the same actor.</summary>
    /// <param name="testActorRef">One reference.</param>
    /// <param name="actorRef">The other one.</param>
    public static bool operator ==(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    /// <summary>True if both mean different actors.</summary>
    /// <param name="testActorRef">One reference.</param>
    /// <param name="actorRef">The other one.</param>
    public static bool operator !=(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        !(testActorRef == actorRef);

    /// <summary>True if both mean the same actor.</summary>
    /// <param name="actorRef">One reference.</param>
    /// <param name="testActorRef">The other one.</param>
    public static bool operator ==(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) =>
        testActorRef == actorRef;

    /// <summary>True if both mean different actors.</summary>
    /// <param name="actorRef">One reference.</param>
    /// <param name="testActorRef">The other one.</param>
    public static bool operator !=(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) =>
        !(testActorRef == actorRef);

    /// <summary>
    /// Has the actor handle a message right now, on this thread, past mailbox and supervision: what it throws comes out here.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the actor sees as sender; null for nobody.</param>
    public void Receive(object message, IActorRef? sender = null) => _ = _inner.Cell.ReceiveForTest(message, sender);

    /// <summary>
    /// As <see cref="Receive"/>, and also awaits an async handler. If that fails after it has awaited something, its supervisor
    /// is told, too.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the actor sees as sender; null for nobody.</param>
    public async Task ReceiveAsync(object message, IActorRef? sender = null) =>
        await _inner.Cell.ReceiveForTest(message, sender);

    /// <summary>Sends a message from the test actor; it was handled when this returns.</summary>
    /// <param name="message">The message.</param>
    public void Tell(object message) => ActorRefImplicitSenderExtensions.Tell(_inner, message);

    /// <summary>Sends a message; it was handled when this returns.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the actor sees as sender; null for nobody.</param>
    public void Tell(object message, IActorRef? sender) => _inner.Tell(message, sender);

    /// <summary>Passes a message on, with the sender of the one that is being handled.</summary>
    /// <param name="message">The message.</param>
    public void Forward(object message) => ActorRefImplicitSenderExtensions.Forward(_inner, message);

    /// <summary>Has the actor watch another.</summary>
    /// <param name="subject">The other.</param>
    public void Watch(IActorRef subject) => _inner.Cell.Watch(subject);

    /// <summary>Has the actor watch another no more.</summary>
    /// <param name="subject">The other.</param>
    public void Unwatch(IActorRef subject) => _inner.Cell.Unwatch(subject);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message) => _inner.SendSystemMessage(message);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message, IActorRef? sender) =>
        _inner.SendSystemMessage(message, sender);

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => _inner.Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => _inner.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => _inner.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(object? obj) => _inner.CompareTo(obj);

    /// <inheritdoc/>
    public override string ToString() => _inner.ToString();

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => _inner.CompareTo(other);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => _inner.ToSurrogate(system);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => _inner.GetChild(name);

    void IInternalActorRef.Start() => _inner.Start();

    void IInternalActorRef.Resume(Exception? causedByFailure) => _inner.Resume(causedByFailure);

    void IInternalActorRef.Suspend() => _inner.Suspend();

    void IInternalActorRef.Restart(Exception cause) => _inner.Restart(cause);

    void IInternalActorRef.Stop() => _inner.Stop();
}
