namespace Akka.Actor;

/// <summary>Maps a child's failure to what is done about it.</summary>
public interface IDecider
{
    /// <summary>What to do.</summary>
    /// <param name="cause">What the child threw.</param>
    Directive Decide(Exception cause);
}

/// <summary>A decider that is a function.</summary>
/// <param name="decider">The function.</param>
public class LocalOnlyDecider(Func<Exception, Directive> decider) : IDecider
{
    /// <inheritdoc/>
    public Directive Decide(Exception cause) => decider(cause);
}

/// <summary>A decider that is a list of rules: the first whose type the exception has counts.</summary>
public class DeployableDecider : IDecider, IEquatable<DeployableDecider>
{
    /// <summary>Creates a decider.</summary>
    /// <param name="defaultDirective">What to do if no rule applies.</param>
    /// <param name="pairs">The rules, first match first.</param>
    public DeployableDecider(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs)
        : this(defaultDirective, [.. pairs]) { }

    /// <summary>Creates a decider.</summary>
    /// <param name="defaultDirective">What to do if no rule applies.</param>
    /// <param name="pairs">The rules, first match first.</param>
    public DeployableDecider(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs)
    {
        DefaultDirective = defaultDirective;
        Pairs = pairs;
    }

    /// <summary>What to do if no rule applies.</summary>
    public Directive DefaultDirective { get; }

    /// <summary>The rules, first match first.</summary>
    public KeyValuePair<Type, Directive>[] Pairs { get; }

    /// <inheritdoc/>
    public Directive Decide(Exception cause)
    {
        foreach (var (type, directive) in Pairs)
        {
            if (type.IsInstanceOfType(cause))
            {
                return directive;
            }
        }
        return DefaultDirective;
    }

    /// <inheritdoc/>
    public bool Equals(DeployableDecider? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null && DefaultDirective == other.DefaultDirective && Pairs.AsSpan().SequenceEqual(other.Pairs)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeployableDecider);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(DefaultDirective, Pairs.Length);
}

/// <summary>Makes deciders.</summary>
public static class Decider
{
    /// <summary>A decider that is a list of rules.</summary>
    /// <param name="defaultDirective">What to do if no rule applies.</param>
    /// <param name="pairs">The rules, first match first.</param>
    public static DeployableDecider From(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) =>
        new(defaultDirective, pairs);

    /// <summary>A decider that is a list of rules.</summary>
    /// <param name="defaultDirective">What to do if no rule applies.</param>
    /// <param name="pairs">The rules, first match first.</param>
    public static DeployableDecider From(
        Directive defaultDirective,
        IEnumerable<KeyValuePair<Type, Directive>> pairs
    ) => new(defaultDirective, pairs);

    /// <summary>A decider that is a function.</summary>
    /// <param name="localOnlyDecider">The function.</param>
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) => new(localOnlyDecider);
}
