using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Files;
using CacheActors.Journal;

namespace CacheActors.Hosting;

/// <summary>What caches add to an actor system of the host: serializers once, and a journal for each opening of a cache.</summary>
internal sealed class HostSystem : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly Lock _gate = new();
    private int _journals;

    private HostSystem(ExtendedActorSystem system)
    {
        _system = system;
        var serializer = new EntryEventSerializer(system);
        system.Serialization.AddSerializer("cacheactors-entry", serializer);
        system.Serialization.AddSerializationMap(typeof(EntryEvent), serializer);
        var runs = new ReconciliationEventSerializer(system);
        system.Serialization.AddSerializer("cacheactors-reconciliation", runs);
        system.Serialization.AddSerializationMap(typeof(ReconciliationEvent), runs);
    }

    public static HostSystem Of(ActorSystem system) => Provider.Instance.Apply(system);

    /// <summary>Adds the settings of a cache's journal to those of the system, which all come before them.</summary>
    /// <returns>The journal's id. Each opening has its own: a journal actor that was stopped is not started again.</returns>
    public string AddJournal(CacheActorsOptions options, CacheFolder folder)
    {
        var journal = SystemConfig.For(options, folder).GetValue("akka.persistence.journal.sql");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder.Root))).AsSpan(0, 8);
        // Adding reads the settings and replaces them: two at once would lose one.
        lock (_gate)
        {
            _journals++;
            var id = string.Create(CultureInfo.InvariantCulture, $"cacheactors.journal-{hash}-{_journals}");
            _system.Settings.InjectTopLevelFallback(ConfigurationFactory.ParseString($"{id} {journal}"));
            return id;
        }
    }

    private sealed class Provider : ExtensionIdProvider<HostSystem>
    {
        public static Provider Instance { get; } = new();

        public override HostSystem CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
