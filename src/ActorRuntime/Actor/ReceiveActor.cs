using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>
/// An actor that declares in its constructor a handler per type of message. Handlers are tried in the order they were
/// added; a message that none takes is unhandled.
/// </summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private readonly HandlerList _handlers = new();

    /// <summary>Where handlers are added at the moment; null when none may be.</summary>
    private HandlerList? _configuring;

    /// <summary>Creates the actor.</summary>
    protected ReceiveActor()
    {
        _configuring = _handlers;
    }

    /// <inheritdoc/>
    void IInitializableActor.Init() => _configuring = null;

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message) => Dispatch(_handlers, message);

    /// <summary>Handles messages with other handlers from the next one on.</summary>
    /// <param name="configure">Adds the handlers; they take the place of the current ones.</param>
    protected void Become(Action configure) => CurrentCell.Become(Configure(configure));

    /// <summary>Handles messages with other handlers from the next one on, until <see cref="ActorBase.UnbecomeStacked"/>.</summary>
    /// <param name="configure">Adds the handlers.</param>
    protected void BecomeStacked(Action configure) => CurrentCell.BecomeStacked(Configure(configure));

    /// <summary>Adds a handler.</summary>
    /// <typeparam name="T">The messages it is for.</typeparam>
    /// <param name="handler">The handler.</param>
    /// <param name="shouldHandle">If given, messages for which it says no go to the next handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Add(new ActionHandler<T>(handler, shouldHandle));

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void Receive<T>(Predicate<T>? shouldHandle, Action<T> handler) =>
        Add(new ActionHandler<T>(handler, shouldHandle));

    /// <summary>Adds a handler.</summary>
    /// <typeparam name="T">The messages it is for.</typeparam>
    /// <param name="handler">The handler; messages for which it returns false go to the next one.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Receive<T>(Func<T, bool> handler) => Add(new FunctionHandler<T>(handler));

    /// <summary>Adds a handler.</summary>
    /// <param name="messageType">The messages it is for.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="shouldHandle">If given, messages for which it says no go to the next handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Add(
            new UntypedHandler(
                messageType,
                message => Handle(message, handler, shouldHandle),
                takesAll: shouldHandle is null
            )
        );

    /// <inheritdoc cref="Receive(Type, Action{object}, Predicate{object})"/>
    protected void Receive(Type messageType, Predicate<object>? shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    /// <summary>Adds a handler.</summary>
    /// <param name="messageType">The messages it is for.</param>
    /// <param name="handler">The handler; messages for which it returns false go to the next one.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Add(new UntypedHandler(messageType, handler, takesAll: false));

    /// <summary>Adds an async handler; the actor handles no other message until it has ended.</summary>
    /// <typeparam name="T">The messages it is for.</typeparam>
    /// <param name="handler">The handler.</param>
    /// <param name="shouldHandle">If given, messages for which it says no go to the next handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Add(new AsyncHandler<T>(handler, shouldHandle));

    /// <inheritdoc cref="ReceiveAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void ReceiveAsync<T>(Predicate<T>? shouldHandle, Func<T, Task> handler) =>
        Add(new AsyncHandler<T>(handler, shouldHandle));

    /// <summary>Adds an async handler; the actor handles no other message until it has ended.</summary>
    /// <param name="messageType">The messages it is for.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="shouldHandle">If given, messages for which it says no go to the next handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Receive(messageType, message => ActorTaskScheduler.RunTask(() => handler(message)), shouldHandle);

    /// <inheritdoc cref="ReceiveAsync(Type, Func{object, Task}, Predicate{object})"/>
    protected void ReceiveAsync(Type messageType, Predicate<object>? shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    /// <summary>Adds the handler of all messages that those before it did not take. No other can follow.</summary>
    /// <param name="handler">The handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void ReceiveAny(Action<object> handler) => Receive(handler);

    /// <summary>Adds the async handler of all messages that those before it did not take. No other can follow.</summary>
    /// <param name="handler">The handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAsync(handler);

    private static bool Handle(object message, Action<object> handler, Predicate<object>? shouldHandle)
    {
        if (shouldHandle is not null && !shouldHandle(message))
        {
            return false;
        }
        handler(message);
        return true;
    }

    private void Add(MessageHandler handler)
    {
        if (_configuring is null)
        {
            throw new InvalidOperationException(
                "You may only call Receive-methods when constructing the actor and inside Become()."
            );
        }
        _configuring.Add(handler);
    }

    private Receive Configure(Action configure)
    {
        var outer = _configuring;
        var handlers = new HandlerList();
        _configuring = handlers;
        try
        {
            configure();
        }
        finally
        {
            _configuring = outer;
        }
        return message =>
        {
            Dispatch(handlers, message);
            return true;
        };
    }

    private void Dispatch(HandlerList handlers, object message)
    {
        if (!handlers.Handle(message))
        {
            Unhandled(message);
        }
    }
}
