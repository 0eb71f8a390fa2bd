using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, by the name of their section in the configuration.</summary>
public sealed class Dispatchers
{
    /// <summary>The dispatcher of actors that name no other.</summary>
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new(
        StringComparer.Ordinal
    );
    private readonly ActorSystem _system;
    private MessageDispatcher? _default;

    internal Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites)
    {
        _system = system;
        Prerequisites = prerequisites;
    }

    /// <summary>What dispatchers get from their system.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>The section of <see cref="DefaultGlobalDispatcher"/>.</summary>
    public Config DefaultDispatcherConfig => _system.Settings.Config.GetConfig(DefaultDispatcherId)!;

    /// <summary>The dispatcher of actors that name no other.</summary>
    public MessageDispatcher DefaultGlobalDispatcher => _default ??= Lookup(DefaultDispatcherId);

    /// <summary>True if a dispatcher is configured under this name.</summary>
    /// <param name="id">The name of its section.</param>
    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    /// <summary>The dispatcher of this name.</summary>
    /// <param name="dispatcherName">The name of its section.</param>
    /// <exception cref="ConfigurationException">There is no such section, or its type is unknown.</exception>
    public MessageDispatcher Lookup(string dispatcherName) =>
        _configurators.GetOrAdd(dispatcherName, Configure).Dispatcher();

    /// <summary>Adds a dispatcher, unless there is one of this name.</summary>
    /// <param name="id">The name.</param>
    /// <param name="configurator">What makes it.</param>
    /// <returns>True if it was added.</returns>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) =>
        _configurators.TryAdd(id, configurator);

    internal MessageDispatcher LookupFor(Props props) =>
        ReferenceEquals(props.Dispatcher, DefaultDispatcherId) ? DefaultGlobalDispatcher : Lookup(props.Dispatcher);

    /// <summary>Lets the dispatchers' threads go; called when all actors have stopped.</summary>
    internal void ShutDown()
    {
        foreach (var configurator in _configurators.Values)
        {
            // A pinned dispatcher ends with its actor.
            if (configurator is not PinnedDispatcherConfigurator)
            {
                configurator.Dispatcher().ShutDown();
            }
        }
    }

    private MessageDispatcherConfigurator Configure(string id)
    {
        var section =
            _system.Settings.Config.GetConfig(id)
            ?? throw new ConfigurationException($"Dispatcher {id} is not configured.");
        var config = section
            .WithFallback(ConfigurationFactory.ParseString($"id = \"{id}\""))
            .WithFallback(_system.Settings.Config.GetConfig(DefaultDispatcherId));
        var type = config.GetString("type", "Dispatcher")!;
        return type switch
        {
            "Dispatcher" or "TaskDispatcher" or "ForkJoinDispatcher" => new ThreadPoolDispatcherConfigurator(
                config,
                Prerequisites
            ),
            "PinnedDispatcher" => new PinnedDispatcherConfigurator(config, Prerequisites),
            _ => Create(id, type, config),
        };
    }

    private MessageDispatcherConfigurator Create(string id, string typeName, Config config)
    {
        var type =
            TypeNames.Find(typeName)
            ?? throw new ConfigurationException(
                $"The type \"{typeName}\" of dispatcher {id} is unknown. Use Dispatcher, PinnedDispatcher, or the full name of a MessageDispatcherConfigurator."
            );
        return (MessageDispatcherConfigurator)Activator.CreateInstance(type, config, Prerequisites)!;
    }
}
