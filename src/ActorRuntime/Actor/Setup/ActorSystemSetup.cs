using Akka.Util;

namespace Akka.Actor.Setup;

/// <summary>How a system is set up in code: at most one part of each type. Immutable.</summary>
public sealed class ActorSystemSetup
{
    /// <summary>Nothing is set up.</summary>
    public static readonly ActorSystemSetup Empty = new([]);

    private readonly Dictionary<Type, Setup> _parts;

    private ActorSystemSetup(Dictionary<Type, Setup> parts)
    {
        _parts = parts;
    }

    /// <summary>Puts parts together; of two of the same type the last counts.</summary>
    /// <param name="setup">The parts.</param>
    public static ActorSystemSetup Create(params Setup[] setup)
    {
        var parts = new Dictionary<Type, Setup>();
        foreach (var part in setup)
        {
            parts[part.GetType()] = part;
        }
        return new ActorSystemSetup(parts);
    }

    /// <summary>The part of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public Option<T> Get<T>()
        where T : Setup => _parts.TryGetValue(typeof(T), out var part) ? new Option<T>((T)part) : Option<T>.None;

    /// <summary>The same with another part; takes the place of one of the same type.</summary>
    /// <typeparam name="T">The type of the part.</typeparam>
    /// <param name="setup">The part.</param>
    public ActorSystemSetup WithSetup<T>(T setup)
        where T : Setup => new(new Dictionary<Type, Setup>(_parts) { [setup.GetType()] = setup });

    /// <summary>The same with another part; takes the place of one of the same type.</summary>
    /// <typeparam name="T">The type of the part.</typeparam>
    /// <param name="setup">The part.</param>
    public ActorSystemSetup And<T>(T setup)
        where T : Setup => WithSetup(setup);

    /// <inheritdoc/>
    public override string ToString() =>
        $"ActorSystemSetup({string.Join(", ", _parts.Keys.Select(type => type.FullName))})";
}
