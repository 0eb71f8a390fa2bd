using System.Runtime.CompilerServices;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>One handler of a <see cref="HandlerList"/>; the link makes the list.</summary>
internal abstract class MessageHandler(Type type)
{
    public MessageHandler? Next;

    /// <summary>The type of messages this handler is for.</summary>
    public Type Type => type;

    /// <summary>True if no message of its type passes this handler by.</summary>
    public abstract bool TakesAll { get; }

    /// <summary>Handles a message that is known to be of <see cref="Type"/>. False to pass it on to the next handler.</summary>
    public abstract bool Handle(object message);
}

internal sealed class ActionHandler<T>(Action<T> action, Predicate<T>? predicate) : MessageHandler(typeof(T))
{
    public override bool TakesAll => predicate is null;

    public override bool Handle(object message)
    {
        // The type was checked already; a cast to a class would check it again, through the generic dictionary.
        var typed = typeof(T).IsValueType ? (T)message : Unsafe.As<object, T>(ref message);
        if (predicate is not null && !predicate(typed))
        {
            return false;
        }
        action(typed);
        return true;
    }
}

internal sealed class FunctionHandler<T>(Func<T, bool> function) : MessageHandler(typeof(T))
{
    public override bool TakesAll => false;

    public override bool Handle(object message) => function((T)message);
}

internal sealed class AsyncHandler<T>(Func<T, Task> action, Predicate<T>? predicate) : MessageHandler(typeof(T))
{
    public override bool TakesAll => predicate is null;

    public override bool Handle(object message)
    {
        var typed = (T)message;
        if (predicate is not null && !predicate(typed))
        {
            return false;
        }
        ActorTaskScheduler.RunTask(() => action(typed));
        return true;
    }
}

/// <summary>A handler for a type that is known only at run time.</summary>
internal sealed class UntypedHandler(Type type, Func<object, bool> function, bool takesAll) : MessageHandler(type)
{
    public override bool TakesAll => takesAll;

    public override bool Handle(object message) => function(message);
}
