namespace Akka.TestKit;

/// <summary>A predicate on messages of one type.</summary>
public class PredicateInfo
{
    private readonly Predicate<object> _matches;

    private PredicateInfo(Delegate predicate, Type type, Predicate<object> matches)
    {
        PredicateT = predicate;
        Type = type;
        _matches = matches;
    }

    /// <summary>The predicate.</summary>
    public Delegate PredicateT { get; }

    /// <summary>The type of the messages.</summary>
    public Type Type { get; }

    /// <summary>Wraps a predicate.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="predicateT">The predicate.</param>
    public static PredicateInfo Create<T>(Predicate<T> predicateT)
    {
        ArgumentNullException.ThrowIfNull(predicateT);
        return new PredicateInfo(predicateT, typeof(T), message => message is T typed && predicateT(typed));
    }

    /// <inheritdoc/>
    public override string ToString() => $"predicate on {Type}";

    internal bool Matches(object message) => _matches(message);
}
