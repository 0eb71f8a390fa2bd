using System.Linq.Expressions;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>
/// How to create an actor: its type and constructor arguments, dispatcher and supervision. Immutable; the same arguments are
/// used for every start and restart, so they should be immutable, too.
/// </summary>
public class Props : IEquatable<Props>
{
    /// <summary>Creates an actor that handles nothing.</summary>
    public static readonly Props None = Create<EmptyActor>();

    /// <summary>What stopped actors have instead of their own: it lets their arguments go.</summary>
    internal static readonly Props Terminated = new(new ConstructorProducer(typeof(EmptyActor), []));

    private readonly IIndirectActorProducer _producer;

    /// <summary>Creates props for a type and constructor arguments.</summary>
    /// <param name="type">The actor's type.</param>
    /// <param name="args">The arguments of its constructor.</param>
    public Props(Type type, object[] args)
        : this(NewProducer(type, args)) { }

    /// <summary>Creates props for a type whose constructor takes nothing.</summary>
    /// <param name="type">The actor's type.</param>
    public Props(Type type)
        : this(type, []) { }

    /// <summary>Creates props for a type, constructor arguments and a strategy for its children.</summary>
    /// <param name="type">The actor's type.</param>
    /// <param name="supervisorStrategy">Takes the place of the actor's own strategy; null to keep it.</param>
    /// <param name="args">The arguments of its constructor.</param>
    public Props(Type type, SupervisorStrategy? supervisorStrategy, params object[] args)
        : this(NewProducer(type, args))
    {
        SupervisorStrategy = supervisorStrategy;
    }

    /// <summary>Copies props.</summary>
    /// <param name="copy">The original.</param>
    protected Props(Props copy)
    {
        _producer = copy._producer;
        Dispatcher = copy.Dispatcher;
        StashCapacity = copy.StashCapacity;
        SupervisorStrategy = copy.SupervisorStrategy;
    }

    private Props(IIndirectActorProducer producer)
    {
        _producer = producer;
    }

    /// <summary>Props of an actor that handles nothing.</summary>
    public static Props Empty => None;

    /// <summary>The actor's type.</summary>
    public Type Type => _producer.ActorType;

    /// <summary>The name of the actor's type.</summary>
    public string TypeName => Type.AssemblyQualifiedName!;

    /// <summary>The arguments of the constructor.</summary>
    public object[] Arguments => (_producer as ConstructorProducer)?.Arguments ?? [];

    /// <summary>The name of the dispatcher's section in the configuration.</summary>
    public string Dispatcher { get; private set; } = Dispatchers.DefaultDispatcherId;

    /// <summary>What the actor does when a child fails; null to leave it to the actor.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; protected set; }

    /// <summary>How many messages the actor can stash; negative for no limit; null for what the mailbox's section says.</summary>
    internal int? StashCapacity { get; private set; }

    /// <summary>Props that call a constructor, written as an expression: <c>Props.Create(() => new MyActor(1, "a"))</c>.</summary>
    /// <typeparam name="TActor">The actor's type.</typeparam>
    /// <param name="factory">The call. Its arguments are evaluated now, once.</param>
    /// <param name="supervisorStrategy">Takes the place of the actor's own strategy; null to keep it.</param>
    /// <exception cref="ArgumentException">The expression is something else than a constructor call.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression { Constructor: { } constructor } call)
        {
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        }
        return new Props(new ConstructorProducer(constructor, ExpressionArguments.Evaluate(call.Arguments)))
        {
            SupervisorStrategy = supervisorStrategy,
        };
    }

    /// <summary>Props for a type and constructor arguments.</summary>
    /// <typeparam name="TActor">The actor's type.</typeparam>
    /// <param name="args">The arguments of its constructor.</param>
    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(typeof(TActor), args);

    /// <summary>Props for a type whose constructor takes nothing, with a strategy for its children.</summary>
    /// <typeparam name="TActor">The actor's type.</typeparam>
    /// <param name="supervisorStrategy">Takes the place of the actor's own strategy.</param>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), supervisorStrategy);

    /// <summary>Props for a type and constructor arguments.</summary>
    /// <param name="type">The actor's type.</param>
    /// <param name="args">The arguments of its constructor.</param>
    public static Props Create(Type type, params object[] args) => new(type, args);

    /// <summary>Props for a producer.</summary>
    /// <typeparam name="TProducer">The producer's type.</typeparam>
    /// <param name="args">The arguments of the producer's constructor.</param>
    public static Props CreateBy<TProducer>(params object[] args)
        where TProducer : class, IIndirectActorProducer =>
        new((IIndirectActorProducer)Activator.CreateInstance(typeof(TProducer), args)!);

    /// <summary>Props for a producer.</summary>
    /// <param name="producer">The producer.</param>
    /// <param name="args">Not used.</param>
    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer);

    /// <summary>The same with another dispatcher.</summary>
    /// <param name="dispatcher">The name of its section in the configuration.</param>
    public Props WithDispatcher(string dispatcher)
    {
        var copy = Copy();
        copy.Dispatcher = dispatcher;
        return copy;
    }

    /// <summary>The same with another strategy for the actor's children.</summary>
    /// <param name="supervisorStrategy">Takes the place of the actor's own strategy.</param>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy)
    {
        var copy = Copy();
        copy.SupervisorStrategy = supervisorStrategy;
        return copy;
    }

    /// <summary>The same with another limit for the stash.</summary>
    /// <param name="stashCapacity">How many messages can be stashed; negative for no limit.</param>
    public Props WithStashCapacity(int stashCapacity)
    {
        var copy = Copy();
        copy.StashCapacity = stashCapacity;
        return copy;
    }

    /// <summary>Creates an instance of the actor; for the runtime.</summary>
    public virtual ActorBase NewActor() => _producer.Produce();

    /// <inheritdoc/>
    public bool Equals(Props? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && Type == other.Type
            && string.Equals(Dispatcher, other.Dispatcher, StringComparison.Ordinal)
            && StashCapacity == other.StashCapacity
            && Equals(SupervisorStrategy, other.SupervisorStrategy)
            && Arguments.AsSpan().SequenceEqual(other.Arguments)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Props);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Dispatcher, Arguments.Length);

    /// <inheritdoc/>
    public override string ToString() => $"Props({Type})";

    /// <summary>A copy.</summary>
    protected virtual Props Copy() => new(this);

    internal void Release(ActorBase actor) => _producer.Release(actor);

    private static IIndirectActorProducer NewProducer(Type type, object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsAssignableTo(typeof(IIndirectActorProducer)))
        {
            return (IIndirectActorProducer)Activator.CreateInstance(type, args)!;
        }
        return type.IsAssignableTo(typeof(ActorBase))
            ? new ConstructorProducer(type, args ?? [])
            : throw new ArgumentException($"{type} is no actor: it does not derive from ActorBase.", nameof(type));
    }

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
