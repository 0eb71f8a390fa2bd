namespace Akka.Actor;

/// <summary>
/// The handlers of one behaviour of a receive actor, in the order they were added: the first that takes a message has it.
/// A linked list, because most have a handful and every actor has its own.
/// </summary>
internal sealed class HandlerList
{
    private MessageHandler? _first;
    private MessageHandler? _last;

    /// <summary>The type of the last message, and the first handler that can take it: most actors get runs of one type.</summary>
    private Type? _recentType;
    private MessageHandler? _recentHandler;

    public void Add(MessageHandler handler)
    {
        if (_last is { TakesAll: true } && _last.Type == typeof(object))
        {
            throw new InvalidOperationException(
                "A handler that catches all messages has been added. No handler can be added after that."
            );
        }
        if (_last is null)
        {
            _first = handler;
        }
        else
        {
            _last.Next = handler;
        }
        _last = handler;
    }

    public bool Handle(object message)
    {
        var type = message.GetType();
        var handler = type == _recentType ? _recentHandler : FindFirst(type);
        while (handler is not null)
        {
            if (handler.Handle(message))
            {
                return true;
            }
            handler = NextFor(handler.Next, type);
        }
        return false;
    }

    private MessageHandler? FindFirst(Type type)
    {
        _recentType = type;
        return _recentHandler = NextFor(_first, type);
    }

    private static MessageHandler? NextFor(MessageHandler? handler, Type type)
    {
        while (handler is not null && handler.Type != type && !handler.Type.IsAssignableFrom(type))
        {
            handler = handler.Next;
        }
        return handler;
    }
}
