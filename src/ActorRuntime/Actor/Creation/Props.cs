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
    private Deploy _deploy = Deploy.None;

    /// <summary>Creates props for a type and constructor arguments.</summary>
    /// <param name="type">The actor's type.</param>
    /// <param name="args">The arguments of its constructor.</param>
    public Props(Type type, object[] args)
        : this(NewProducer(type, args)) { }

    /// <summary>Creates props for a deployment, a type and constructor arguments.</summary>
    /// <param name="deploy">What the actor runs on.</param>
    /// <param name="type">The actor's type.</param>
    /// <param name="args">The arguments of its constructor.</param>
    public Props(Deploy deploy, Type type, params object[] args)
        : this(type, args)
    {
        Deploy = deploy;
    }

    /// <summary>Creates props for a deployment, a type and constructor arguments.</summary>
    /// <param name="deploy">What the actor runs on.</param>
    /// <param name="type">The actor's type.</param>
    /// <param name="args">The arguments of its constructor.</param>
    public Props(Deploy deploy, Type type, IEnumerable<object> args)
        : this(deploy, type, args.ToArray()) { }

    /// <summary>Creates props for a type, constructor arguments and a strategy for its children.</summary>
    /// <param name="type">The actor's type.</param>
    /// <param name="supervisorStrategy">Takes the place of the actor's own strategy; null to keep it.</param>
    /// <param name="args">The arguments of its constructor.</param>
    public Props(Type type, SupervisorStrategy? supervisorStrategy, IEnumerable<object> args)
        : this(type, supervisorStrategy, args.ToArray()) { }

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
        _deploy = copy._deploy;
        Dispatcher = copy.Dispatcher;
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

    /// <summary>The name of the mailbox's section in the configuration; empty for the default.</summary>
    public string Mailbox => _deploy.Mailbox;

    /// <summary>What the actor runs on, as far as it is said here.</summary>
    public Deploy Deploy
    {
        get => _deploy;
        protected set
        {
            ArgumentNullException.ThrowIfNull(value);
            _deploy = value;
            Dispatcher =
                value.Dispatcher == Deploy.NoDispatcherGiven ? Dispatchers.DefaultDispatcherId : value.Dispatcher;
        }
    }

    /// <summary>What the actor does when a child fails; null to leave it to the actor.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; protected set; }

    /// <summary>Props that call a constructor, written as an expression: <c>Props.Create(() => new MyActor(1, "a"))</c>.</summary>
    /// <typeparam name="TActor">The actor's type.</typeparam>
    /// <param name="factory">
    /// The call. Its arguments are evaluated now, once; if it is cast to another type, for each instance.
    /// </param>
    /// <param name="supervisorStrategy">Takes the place of the actor's own strategy; null to keep it.</param>
    /// <exception cref="ArgumentException">The expression is something else than a constructor call.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is UnaryExpression)
        {
            return new Props(new FactoryProducer<TActor>(factory.Compile()))
            {
                SupervisorStrategy = supervisorStrategy,
            };
        }
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
        copy.Deploy = _deploy.WithDispatcher(dispatcher);
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
        copy.Deploy = _deploy.WithStashCapacity(stashCapacity);
        return copy;
    }

    /// <summary>The same with another mailbox.</summary>
    /// <param name="mailbox">The name of its section in the configuration.</param>
    public Props WithMailbox(string mailbox)
    {
        var copy = Copy();
        copy.Deploy = _deploy.WithMailbox(mailbox);
        return copy;
    }

    /// <summary>The same on something else.</summary>
    /// <param name="deploy">What the actor runs on; what it does not say is kept.</param>
    public Props WithDeploy(Deploy deploy)
    {
        ArgumentNullException.ThrowIfNull(deploy);
        var copy = Copy();
        copy.Deploy = deploy.WithFallback(_deploy);
        return copy;
    }

    /// <summary>Creates an instance of the actor; for the runtime.</summary>
    /// <exception cref="TypeLoadException">The constructor or the producer failed; the inner exception says why.</exception>
    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce();
        }
        catch (Exception failure)
        {
            throw new TypeLoadException(
                $"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(',', Arguments.Select(TextOf))})",
                failure
            );
        }
    }

    /// <inheritdoc/>
    public bool Equals(Props? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && Type == other.Type
            && _deploy.Equals(other._deploy)
            && Equals(SupervisorStrategy, other.SupervisorStrategy)
            && Arguments.AsSpan().SequenceEqual(other.Arguments)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Props);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, _deploy, Arguments.Length);

    /// <inheritdoc/>
    public override string ToString() => $"Props({Type})";

    /// <summary>A copy.</summary>
    protected virtual Props Copy() => new(this);

    internal void Release(ActorBase actor) => _producer.Release(actor);

    /// <summary>An argument as text; one that cannot say what it is must not hide why the actor could not be created.</summary>
    private static string? TextOf(object? argument)
    {
        try
        {
            return argument?.ToString();
        }
        catch (Exception failure)
        {
            return $"{argument!.GetType()}, whose ToString threw {failure.GetType()}";
        }
    }

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

    private sealed class FactoryProducer<TActor>(Func<TActor> factory) : IIndirectActorProducer
        where TActor : ActorBase
    {
        public Type ActorType => typeof(TActor);

        public ActorBase Produce() => factory();

        public void Release(ActorBase actor) { }
    }

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
