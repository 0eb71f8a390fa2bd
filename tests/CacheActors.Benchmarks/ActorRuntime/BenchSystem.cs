using Akka.Actor;
using Akka.Configuration;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>Actor systems with the default settings, and journals at synchronous=FULL.</summary>
internal static class BenchSystem
{
    public static ActorSystem Create() => ActorSystem.Create("bench", "akka.loglevel = WARNING");

    /// <summary>A system with its journal in a SQLite file, and on request its snapshots in the same file.</summary>
    public static ActorSystem Create(string path, bool snapshots = false)
    {
        var plugin = snapshots ? "akka.persistence.snapshot-store.sql" : "";
        return ActorSystem.Create(
            "bench",
            ConfigurationFactory.ParseString(
                $$"""
                akka {
                  loglevel = WARNING
                  actor.serializers.note = "{{typeof(NoteSerializer).AssemblyQualifiedName}}"
                  actor.serialization-bindings { "{{typeof(Note).AssemblyQualifiedName}}" = note }
                  persistence.journal.plugin = "akka.persistence.journal.sql"
                  persistence.journal.sql.connection-string = "Data Source={{path}};Pooling=False"
                  persistence.snapshot-store.plugin = "{{plugin}}"
                  persistence.snapshot-store.sql.connection-string = "Data Source={{path}};Pooling=False"
                }
                """
            )
        );
    }
}
