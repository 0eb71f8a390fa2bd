using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>What happens with a command that a persistent actor cannot stash because its stash is full.</summary>
public interface IStashOverflowStrategy;

/// <summary>Creates a <see cref="IStashOverflowStrategy"/>; named by a setting.</summary>
public interface IStashOverflowStrategyConfigurator
{
    /// <summary>Creates the strategy.</summary>
    /// <param name="config">The configuration of the actor system.</param>
    IStashOverflowStrategy Create(Config config);
}

/// <summary>The command becomes a dead letter.</summary>
public class DiscardToDeadLetterStrategy : IStashOverflowStrategy
{
    private DiscardToDeadLetterStrategy() { }

    /// <summary>The only instance.</summary>
    public static DiscardToDeadLetterStrategy Instance { get; } = new();
}

/// <summary>The actor fails with <see cref="Akka.Actor.StashOverflowException"/>.</summary>
public class ThrowOverflowExceptionStrategy : IStashOverflowStrategy
{
    private ThrowOverflowExceptionStrategy() { }

    /// <summary>The only instance.</summary>
    public static ThrowOverflowExceptionStrategy Instance { get; } = new();
}

/// <summary>The sender gets an answer instead.</summary>
/// <param name="response">The answer.</param>
public sealed class ReplyToStrategy(object response) : IStashOverflowStrategy
{
    /// <summary>The answer.</summary>
    public object Response { get; } = response;
}

/// <summary>Chooses <see cref="ThrowOverflowExceptionStrategy"/>.</summary>
public sealed class ThrowExceptionConfigurator : IStashOverflowStrategyConfigurator
{
    /// <inheritdoc/>
    public IStashOverflowStrategy Create(Config config) => ThrowOverflowExceptionStrategy.Instance;
}

/// <summary>Chooses <see cref="DiscardToDeadLetterStrategy"/>.</summary>
public sealed class DiscardConfigurator : IStashOverflowStrategyConfigurator
{
    /// <inheritdoc/>
    public IStashOverflowStrategy Create(Config config) => DiscardToDeadLetterStrategy.Instance;
}
