using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Persistence;

/// <summary>
/// A persistent actor that declares in its constructor a handler per type of command and of event. Handlers are tried in the
/// order they were added; a message that none takes is unhandled.
/// </summary>
public abstract class ReceivePersistentActor : UntypedPersistentActor, IInitializableActor
{
    private readonly HandlerList _events = new();

    /// <summary>The actor's own; while a behaviour is configured, those of the behaviour.</summary>
    private HandlerList _commands = new();

    /// <summary>Whether command handlers may be added.</summary>
    private bool _configuring = true;
    private bool _initialized;

    /// <summary>Creates the actor.</summary>
    protected ReceivePersistentActor() { }

    /// <inheritdoc/>
    void IInitializableActor.Init()
    {
        _configuring = false;
        _initialized = true;
    }

    /// <inheritdoc/>
    protected sealed override void OnCommand(object message) => Dispatch(_commands, message);

    /// <inheritdoc/>
    protected sealed override void OnRecover(object message) => Dispatch(_events, message);

    /// <summary>Handles commands with other handlers from the next one on.</summary>
    /// <param name="configure">Adds the handlers; they take the place of the current ones.</param>
    protected void Become(Action configure) => CurrentCell.Become(Configure(configure));

    /// <summary>Handles commands with other handlers from the next one on, until <see cref="ActorBase.UnbecomeStacked"/>.</summary>
    /// <param name="configure">Adds the handlers.</param>
    protected void BecomeStacked(Action configure) => CurrentCell.BecomeStacked(Configure(configure));

    /// <summary>Adds a handler for the recovery.</summary>
    /// <typeparam name="T">The messages it is for.</typeparam>
    /// <param name="handler">The handler. It must not have side effects.</param>
    /// <param name="shouldHandle">If given, messages for which it says no go to the next handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        AddRecover(new ActionHandler<T>(handler, shouldHandle));

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})"/>
    protected void Recover<T>(Predicate<T>? shouldHandle, Action<T> handler) => Recover(handler, shouldHandle);

    /// <summary>Adds a handler for the recovery.</summary>
    /// <typeparam name="T">The messages it is for.</typeparam>
    /// <param name="handler">The handler; messages for which it returns false go to the next one.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Recover<T>(Func<T, bool> handler) => AddRecover(new FunctionHandler<T>(handler));

    /// <summary>Adds a handler for the recovery.</summary>
    /// <param name="messageType">The messages it is for.</param>
    /// <param name="handler">The handler. It must not have side effects.</param>
    /// <param name="shouldHandle">If given, messages for which it says no go to the next handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Recover(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        AddRecover(Untyped(messageType, handler, shouldHandle));

    /// <inheritdoc cref="Recover(Type, Action{object}, Predicate{object})"/>
    protected void Recover(Type messageType, Predicate<object>? shouldHandle, Action<object> handler) =>
        Recover(messageType, handler, shouldHandle);

    /// <summary>Adds a handler for the recovery.</summary>
    /// <param name="messageType">The messages it is for.</param>
    /// <param name="handler">The handler; messages for which it returns false go to the next one.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Recover(Type messageType, Func<object, bool> handler) =>
        AddRecover(new UntypedHandler(messageType, handler, takesAll: false));

    /// <summary>Adds the handler of everything in the recovery that those before it did not take. No other can follow.</summary>
    /// <param name="handler">The handler. It must not have side effects.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void RecoverAny(Action<object> handler) => Recover(handler);

    /// <summary>Adds a handler for commands.</summary>
    /// <typeparam name="T">The commands it is for.</typeparam>
    /// <param name="handler">The handler.</param>
    /// <param name="shouldHandle">If given, commands for which it says no go to the next handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        AddCommand(new ActionHandler<T>(handler, shouldHandle));

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})"/>
    protected void Command<T>(Predicate<T>? shouldHandle, Action<T> handler) => Command(handler, shouldHandle);

    /// <summary>Adds a handler for commands.</summary>
    /// <typeparam name="T">The commands it is for.</typeparam>
    /// <param name="handler">The handler; commands for which it returns false go to the next one.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Command<T>(Func<T, bool> handler) => AddCommand(new FunctionHandler<T>(handler));

    /// <summary>Adds a handler for commands.</summary>
    /// <param name="messageType">The commands it is for.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="shouldHandle">If given, commands for which it says no go to the next handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Command(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        AddCommand(Untyped(messageType, handler, shouldHandle));

    /// <inheritdoc cref="Command(Type, Action{object}, Predicate{object})"/>
    protected void Command(Type messageType, Predicate<object>? shouldHandle, Action<object> handler) =>
        Command(messageType, handler, shouldHandle);

    /// <summary>Adds a handler for commands.</summary>
    /// <param name="messageType">The commands it is for.</param>
    /// <param name="handler">The handler; commands for which it returns false go to the next one.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Command(Type messageType, Func<object, bool> handler) =>
        AddCommand(new UntypedHandler(messageType, handler, takesAll: false));

    /// <summary>Adds the handler of all commands that those before it did not take. No other can follow.</summary>
    /// <param name="handler">The handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void Command(Action<object> handler) => CommandAny(handler);

    /// <inheritdoc cref="Command(Action{object})"/>
    protected void CommandAny(Action<object> handler) => Command<object>(handler);

    /// <summary>Adds an async handler for commands; the actor handles no other message until it has ended.</summary>
    /// <typeparam name="T">The commands it is for.</typeparam>
    /// <param name="handler">The handler.</param>
    /// <param name="shouldHandle">If given, commands for which it says no go to the next handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Command<T>(message => RunTask(() => handler(message)), shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void CommandAsync<T>(Predicate<T>? shouldHandle, Func<T, Task> handler) =>
        CommandAsync(handler, shouldHandle);

    /// <summary>Adds an async handler for commands; the actor handles no other message until it has ended.</summary>
    /// <param name="messageType">The commands it is for.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="shouldHandle">If given, commands for which it says no go to the next handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void CommandAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Command(messageType, message => RunTask(() => handler(message)), shouldHandle);

    /// <inheritdoc cref="CommandAsync(Type, Func{object, Task}, Predicate{object})"/>
    protected void CommandAsync(Type messageType, Predicate<object>? shouldHandle, Func<object, Task> handler) =>
        CommandAsync(messageType, handler, shouldHandle);

    /// <summary>Adds the async handler of all commands that those before it did not take. No other can follow.</summary>
    /// <param name="handler">The handler.</param>
    /// <exception cref="InvalidOperationException">The actor runs already, or a handler for everything was added.</exception>
    protected void CommandAnyAsync(Func<object, Task> handler) => CommandAsync(handler);

    private static UntypedHandler Untyped(Type type, Action<object> handler, Predicate<object>? shouldHandle) =>
        new(
            type,
            message =>
            {
                if (shouldHandle is not null && !shouldHandle(message))
                {
                    return false;
                }

                handler(message);
                return true;
            },
            takesAll: shouldHandle is null
        );

    private void AddCommand(MessageHandler handler)
    {
        if (!_configuring)
        {
            throw new InvalidOperationException(
                "You may only call Command-methods when constructing the actor and inside Become()."
            );
        }

        _commands.Add(handler);
    }

    private void AddRecover(MessageHandler handler)
    {
        if (_initialized)
        {
            throw new InvalidOperationException("You may only call Recover-methods when constructing the actor.");
        }

        _events.Add(handler);
    }

    private Receive Configure(Action configure)
    {
        var outer = (_commands, _configuring);
        var handlers = new HandlerList();
        (_commands, _configuring) = (handlers, true);
        try
        {
            configure();
        }
        finally
        {
            (_commands, _configuring) = outer;
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
