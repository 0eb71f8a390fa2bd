using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Akka.Util;

namespace Akka.Persistence;

/// <summary>Starts the journals and snapshot stores of an actor system, each when it is first used.</summary>
public class PersistenceExtension : IExtension
{
    internal const string JournalDefaults = "journal-plugin-fallback";
    internal const string SnapshotStoreDefaults = "snapshot-store-plugin-fallback";

    private const string NoSnapshotStore = "akka.persistence.no-snapshot-store";

    private readonly ExtendedActorSystem _system;
    private readonly Config _config;
    private readonly ConcurrentDictionary<string, Lazy<PersistencePlugin>> _plugins = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EventAdapters> _adapters = new(StringComparer.Ordinal);
    private readonly Lazy<PersistencePlugin> _defaultJournal;
    private readonly Lazy<PersistencePlugin> _defaultSnapshotStore;

    /// <summary>Creates the extension.</summary>
    /// <param name="system">The actor system.</param>
    /// <exception cref="ConfigurationException">A setting of akka.persistence cannot be used.</exception>
    public PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        _config = system.Settings.Config.GetConfig("akka.persistence") ?? Config.Empty;
        _defaultJournal = new(() => JournalPlugin(DefaultId("journal.plugin", ifEmpty: null)));
        _defaultSnapshotStore = new(() =>
            SnapshotStorePlugin(DefaultId("snapshot-store.plugin", ifEmpty: NoSnapshotStore))
        );
        DefaultPlugins = new PersistencePlugins(this, journalId: "", snapshotStoreId: "");
        StashCapacity = system.Settings.Config.GetInt("akka.actor.default-mailbox.stash-capacity", -1);
        PublishPluginCommands = _config.GetBoolean("publish-plugin-commands");
        RecoveryPermits = new RecoveryPermits(Positive("max-concurrent-recoveries"));
        DefaultInternalStashOverflowStrategy = Create<IStashOverflowStrategyConfigurator>(
                "internal-stash-overflow-strategy"
            )
            .Create(system.Settings.Config);
        foreach (var id in _config.GetStringList("journal.auto-start-journals"))
        {
            JournalFor(id);
        }

        foreach (var id in _config.GetStringList("snapshot-store.auto-start-snapshot-stores"))
        {
            SnapshotStoreFor(id);
        }
    }

    /// <summary>What a persistent actor that says nothing else does when its stash is full.</summary>
    public IStashOverflowStrategy DefaultInternalStashOverflowStrategy { get; }

    /// <summary>How many commands may wait in an actor whose props say nothing; -1 for any number.</summary>
    internal int StashCapacity { get; }

    internal bool PublishPluginCommands { get; }

    internal RecoveryPermits RecoveryPermits { get; }

    /// <summary>The persistence id of an actor, as far as its path tells: the path without its address.</summary>
    /// <param name="actor">The actor.</param>
    public string PersistenceId(IActorRef actor) => actor.Path.ToStringWithoutAddress();

    /// <summary>The event adapters of a journal.</summary>
    /// <param name="journalPluginId">Path of the journal's section in the configuration; empty for the default journal.</param>
    /// <exception cref="ConfigurationException">There is no such section, or it cannot be used.</exception>
    public EventAdapters AdaptersFor(string journalPluginId) => JournalPluginFor(journalPluginId).Adapters;

    /// <summary>The actor of a journal.</summary>
    /// <param name="journalPluginId">Path of the journal's section in the configuration; empty for the default journal.</param>
    /// <exception cref="ConfigurationException">There is no such section, or it cannot be used.</exception>
    public IActorRef JournalFor(string journalPluginId) => JournalPluginFor(journalPluginId).Actor;

    /// <summary>The actor of a snapshot store.</summary>
    /// <param name="snapshotPluginId">Path of the store's section in the configuration; empty for the default store.</param>
    /// <exception cref="ConfigurationException">There is no such section, or it cannot be used.</exception>
    public IActorRef SnapshotStoreFor(string snapshotPluginId) => SnapshotStorePluginFor(snapshotPluginId).Actor;

    /// <summary>The plugins of actors that name none: one object for all of them.</summary>
    internal PersistencePlugins DefaultPlugins { get; }

    /// <summary>The settings of a journal or snapshot store, asked by its own actor while it is created.</summary>
    internal Config ConfigFor(IActorRef plugin, string defaults) =>
        Section(plugin.Path.Name, defaults) ?? Defaults(defaults);

    /// <summary>The event adapters of a journal, asked by its own actor while it is created.</summary>
    internal EventAdapters AdaptersFor(IActorRef journal) =>
        AdaptersOf(journal.Path.Name, ConfigFor(journal, JournalDefaults));

    internal PersistencePlugin JournalPluginFor(string? id) =>
        string.IsNullOrEmpty(id) ? _defaultJournal.Value : JournalPlugin(id);

    internal PersistencePlugin SnapshotStorePluginFor(string? id) =>
        string.IsNullOrEmpty(id) ? _defaultSnapshotStore.Value : SnapshotStorePlugin(id);

    private PersistencePlugin JournalPlugin(string id) => Plugin(id, JournalDefaults);

    private PersistencePlugin SnapshotStorePlugin(string id) => Plugin(id, SnapshotStoreDefaults);

    private PersistencePlugin Plugin(string id, string defaults) =>
        _plugins.GetOrAdd(id, new Lazy<PersistencePlugin>(() => Start(id, defaults))).Value;

    private PersistencePlugin Start(string id, string defaults)
    {
        var config =
            Section(id, defaults)
            ?? throw new ConfigurationException(
                $"There is no journal or snapshot store '{id}': the configuration has no such section."
            );
        var type = FindType(config.GetString("class"), $"{id}.class");
        var takesConfig = type.GetConstructor([typeof(Config)]) is not null;
        var props = Props
            .Create(type, takesConfig ? [config] : [])
            .WithDispatcher(config.GetString("plugin-dispatcher")!);
        return new PersistencePlugin(
            _system.SystemActorOf(props, id),
            type,
            AdaptersOf(id, config),
            config,
            _system.Scheduler
        );
    }

    private EventAdapters AdaptersOf(string id, Config config) =>
        _adapters.GetOrAdd(id, _ => EventAdapters.Create(_system, config));

    private Config? Section(string id, string defaults) =>
        _system.Settings.Config.HasPath(id)
            ? _system.Settings.Config.GetConfig(id)!.WithFallback(Defaults(defaults))
            : null;

    private Config Defaults(string section) => _config.GetConfig(section) ?? Config.Empty;

    private string DefaultId(string setting, string? ifEmpty)
    {
        var id = _config.GetString(setting);
        return !string.IsNullOrEmpty(id)
            ? id
            : ifEmpty ?? throw new ConfigurationException($"No default is set: akka.persistence.{setting} is empty.");
    }

    private int Positive(string setting)
    {
        var value = _config.GetInt(setting);
        return value > 0
            ? value
            : throw new ConfigurationException($"akka.persistence.{setting} is {value}; it must be 1 or more.");
    }

    private T Create<T>(string setting)
        where T : class
    {
        var type = FindType(_config.GetString(setting), $"akka.persistence.{setting}");
        return Activator.CreateInstance(type) as T
            ?? throw new ConfigurationException($"{type}, named by akka.persistence.{setting}, is no {typeof(T)}.");
    }

    private static Type FindType(string? name, string setting) =>
        TypeNames.Find(name ?? "")
        ?? throw new ConfigurationException($"There is no type '{name}', which {setting} names.");
}
