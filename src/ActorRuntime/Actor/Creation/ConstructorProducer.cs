using System.Reflection;

namespace Akka.Actor;

/// <summary>Creates an actor by a constructor, which is looked up once.</summary>
internal sealed class ConstructorProducer : IIndirectActorProducer
{
    private ConstructorInvoker? _invoker;
    private object?[] _boundArguments;

    public ConstructorProducer(Type type, object[] arguments)
    {
        ActorType = type;
        Arguments = arguments;
        _boundArguments = arguments;
    }

    public ConstructorProducer(ConstructorInfo constructor, object[] arguments)
        : this(constructor.DeclaringType!, arguments)
    {
        _invoker = ConstructorInvoker.Create(constructor);
    }

    public Type ActorType { get; }

    public object[] Arguments { get; }

    public ActorBase Produce()
    {
        if (_boundArguments.Length == 0 && _invoker is null)
        {
            return (ActorBase)Activator.CreateInstance(ActorType, nonPublic: true)!;
        }
        var invoker = _invoker ??= Bind();
        return (ActorBase)invoker.Invoke(_boundArguments.AsSpan());
    }

    public void Release(ActorBase actor) { }

    private ConstructorInvoker Bind()
    {
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        var arguments = (object?[])Arguments.Clone();
        try
        {
            var constructor = (ConstructorInfo)
                Type.DefaultBinder.BindToMethod(
                    Flags,
                    ActorType.GetConstructors(Flags),
                    ref arguments,
                    modifiers: null,
                    culture: null,
                    names: null,
                    out _
                );
            _boundArguments = arguments;
            return ConstructorInvoker.Create(constructor);
        }
        catch (MissingMemberException missing)
        {
            throw new MissingMethodException(
                $"{ActorType} has no constructor for the arguments ({string.Join(", ", Arguments.Select(a => a?.GetType().ToString() ?? "null"))}).",
                missing
            );
        }
    }
}
