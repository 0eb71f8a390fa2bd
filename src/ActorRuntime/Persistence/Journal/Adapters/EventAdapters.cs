using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.Event;
using Akka.Util;

namespace Akka.Persistence.Journal;

/// <summary>The event adapters of one journal, and which event types they are bound to.</summary>
public class EventAdapters
{
    private readonly ConcurrentDictionary<Type, IEventAdapter> _map;
    private readonly KeyValuePair<Type, IEventAdapter>[] _bindings;
    private readonly ILoggingAdapter _log;

    /// <summary>Creates a set of adapters.</summary>
    /// <param name="map">What was found for types so far.</param>
    /// <param name="bindings">Types and their adapters; a type comes before those it derives from.</param>
    /// <param name="log">Where a choice is noted.</param>
    protected EventAdapters(
        ConcurrentDictionary<Type, IEventAdapter> map,
        IEnumerable<KeyValuePair<Type, IEventAdapter>> bindings,
        ILoggingAdapter log
    )
    {
        _map = map;
        _bindings = [.. bindings];
        _log = log;
    }

    /// <summary>Whether every event goes as it is.</summary>
    internal bool AreIdentity => _bindings.Length == 0;

    /// <summary>Creates the adapters that the configuration of a journal declares and binds.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="config">The section of the journal.</param>
    /// <exception cref="ConfigurationException">An adapter or a type is not there, or cannot be created.</exception>
    public static EventAdapters Create(ExtendedActorSystem system, Config config)
    {
        var adapters = Section(config, "event-adapters")
            .ToDictionary(
                pair => pair.Key,
                pair => Instantiate(system, pair.Key, pair.Value.GetString()),
                StringComparer.Ordinal
            );
        var bindings = Section(config, "event-adapter-bindings")
            .Select(pair =>
                KeyValuePair.Create(
                    FindType(pair.Key, "event-adapter-bindings"),
                    Choose(
                        pair.Key,
                        pair.Value.IsArray() ? pair.Value.GetStringList() : [pair.Value.GetString() ?? ""],
                        adapters
                    )
                )
            );
        return new EventAdapters(new ConcurrentDictionary<Type, IEventAdapter>(), SpecificFirst(bindings), system.Log);
    }

    /// <summary>The adapter for an event type; one that changes nothing if none is bound.</summary>
    /// <typeparam name="T">The event type.</typeparam>
    public IEventAdapter Get<T>() => Get(typeof(T));

    /// <summary>The adapter for an event type; one that changes nothing if none is bound.</summary>
    /// <param name="type">The event type.</param>
    public virtual IEventAdapter Get(Type type) =>
        AreIdentity ? IdentityEventAdapter.Instance : _map.GetOrAdd(type, Find);

    private IEventAdapter Find(Type type)
    {
        var bound = Array.Find(_bindings, binding => binding.Key.IsAssignableFrom(type)).Value;
        if (bound is not null)
        {
            _log.Debug("Using EventAdapter: {0} for event [{1}]", bound.GetType(), type);
        }

        return bound ?? IdentityEventAdapter.Instance;
    }

    private static IEnumerable<KeyValuePair<string, HoconValue>> Section(Config config, string path) =>
        config.GetConfig(path)?.AsEnumerable() ?? [];

    private static IEventAdapter Instantiate(ExtendedActorSystem system, string name, string? typeName)
    {
        var type = FindType(typeName ?? "", $"event-adapters.{name}");
        var takesSystem = type.GetConstructor([typeof(ExtendedActorSystem)]) is not null;
        object? adapter;
        try
        {
            adapter = Activator.CreateInstance(type, takesSystem ? [system] : []);
        }
        catch (Exception e)
        {
            throw new ConfigurationException(
                $"{type}, named by event-adapters.{name}, cannot be created: {e.Message}",
                e
            );
        }

        return adapter switch
        {
            IEventAdapter both => both,
            IWriteEventAdapter writer => new WriteOnlyEventAdapter(writer),
            IReadEventAdapter reader => new ReadOnlyEventAdapter(reader),
            _ => throw new ConfigurationException(
                $"{type}, named by event-adapters.{name}, is no event adapter: it implements neither "
                    + $"{nameof(IWriteEventAdapter)} nor {nameof(IReadEventAdapter)}."
            ),
        };
    }

    private static IEventAdapter Choose(string type, IList<string> names, Dictionary<string, IEventAdapter> adapters)
    {
        var chosen = names
            .Select(name =>
                adapters.GetValueOrDefault(name)
                ?? throw new ConfigurationException(
                    $"{type} is bound to the event adapter '{name}', which event-adapters does not declare; "
                        + $"it declares: {string.Join(", ", adapters.Keys)}."
                )
            )
            .ToList();
        return chosen.Count == 1 ? chosen[0] : new CombinedReadEventAdapter(chosen);
    }

    private static Type FindType(string name, string setting) =>
        TypeNames.Find(name) ?? throw new ConfigurationException($"There is no type '{name}', which {setting} names.");

    /// <summary>The order in which the first match is the most specific one.</summary>
    private static List<KeyValuePair<Type, IEventAdapter>> SpecificFirst(
        IEnumerable<KeyValuePair<Type, IEventAdapter>> bindings
    )
    {
        var sorted = new List<KeyValuePair<Type, IEventAdapter>>();
        foreach (var binding in bindings)
        {
            var general = sorted.FindIndex(other => other.Key.IsAssignableFrom(binding.Key));
            sorted.Insert(general < 0 ? sorted.Count : general, binding);
        }

        return sorted;
    }
}
