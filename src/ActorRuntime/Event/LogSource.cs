using Akka.Actor;

namespace Akka.Event;

/// <summary>Where log events come from.</summary>
public struct LogSource
{
    private LogSource(string source, Type type)
    {
        Source = source;
        Type = type;
    }

    /// <summary>The name, usually an actor's path.</summary>
    public string Source { get; }

    /// <summary>The type.</summary>
    public Type Type { get; }

    /// <summary>The source that an object stands for.</summary>
    /// <param name="o">A string, a type, an actor's context or reference, or any object.</param>
    public static LogSource Create(object o) =>
        o switch
        {
            IActorContext context => new LogSource(context.Self.Path.ToString(), SourceType(o)),
            IActorRef actor => new LogSource(actor.Path.ToString(), SourceType(o)),
            string name => new LogSource(name, SourceType(o)),
            Type type => new LogSource(Logging.SimpleName(type), type),
            _ => new LogSource(Logging.SimpleName(o), o.GetType()),
        };

    /// <summary>The source that an object stands for, in a system.</summary>
    /// <param name="o">A string, a type, an actor's context or reference, or any object.</param>
    /// <param name="system">The system.</param>
    public static LogSource Create(object o, ActorSystem system) =>
        o switch
        {
            IActorContext context => new LogSource(FromActor(context, system), SourceType(o)),
            IActorRef actor => new LogSource(FromActorRef(actor, system), SourceType(o)),
            string name => new LogSource(FromString(name, system), SourceType(o)),
            Type type => new LogSource(FromType(type, system), type),
            _ => new LogSource(FromType(o.GetType(), system), o.GetType()),
        };

    /// <summary>A source.</summary>
    /// <param name="source">The name.</param>
    /// <param name="t">The type.</param>
    public static LogSource Create(string source, Type t) => new(source, t);

    /// <summary>The name of an actor.</summary>
    /// <param name="actor">The actor's context.</param>
    /// <param name="system">The system.</param>
    public static string FromActor(IActorContext actor, ActorSystem system) => FromActorRef(actor.Self, system);

    /// <summary>The name of an actor.</summary>
    /// <param name="a">The actor.</param>
    /// <param name="system">The system.</param>
    public static string FromActorRef(IActorRef a, ActorSystem system) => a.Path.ToString();

    /// <summary>A name in a system.</summary>
    /// <param name="source">The name.</param>
    /// <param name="system">The system.</param>
    public static string FromString(string source, ActorSystem system) => $"{source} ({system})";

    /// <summary>The name of a type in a system.</summary>
    /// <param name="t">The type.</param>
    /// <param name="system">The system.</param>
    public static string FromType(Type t, ActorSystem system) => $"{Logging.SimpleName(t)} ({system})";

    /// <summary>The type that an object stands for.</summary>
    /// <param name="o">A string, a type, an actor's context or reference, or any object.</param>
    public static Type SourceType(object o) =>
        o switch
        {
            Type type => type,
            IActorContext context => context.Props.Type,
            LocalActorRef actor => actor.Cell.Props.Type,
            string => typeof(DummyClassForStringSources),
            _ => o.GetType(),
        };
}

/// <summary>The type of log sources that are only a name.</summary>
public class DummyClassForStringSources;
