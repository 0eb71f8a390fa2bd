using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Makes the strategy of the user guardian, as named in <c>akka.actor.guardian-supervisor-strategy</c>.</summary>
public abstract class SupervisorStrategyConfigurator
{
    /// <summary>The strategy.</summary>
    public abstract SupervisorStrategy Create();

    /// <summary>The configurator of this name.</summary>
    /// <param name="typeName">The name of its type.</param>
    /// <exception cref="ConfigurationException">There is no such type.</exception>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) =>
        typeName switch
        {
            "Akka.Actor.DefaultSupervisorStrategy" => new DefaultSupervisorStrategy(),
            "Akka.Actor.StoppingSupervisorStrategy" => new StoppingSupervisorStrategy(),
            _ => TypeNames.Find(typeName) is { } type && type.IsAssignableTo(typeof(SupervisorStrategyConfigurator))
                ? (SupervisorStrategyConfigurator)Activator.CreateInstance(type)!
                : throw new ConfigurationException(
                    $"akka.actor.guardian-supervisor-strategy names \"{typeName}\", which is no SupervisorStrategyConfigurator."
                ),
        };
}

/// <summary>The user guardian treats its children as any actor does that says nothing else.</summary>
public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

/// <summary>The user guardian stops children that fail.</summary>
public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
