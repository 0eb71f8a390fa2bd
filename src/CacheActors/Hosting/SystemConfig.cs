using System.Reflection;
using Akka.Configuration;
using CacheActors.Files;

namespace CacheActors.Hosting;

/// <summary>The actor system's configuration: what the host says, before what we need, before the runtime's own defaults.</summary>
internal static class SystemConfig
{
    // Events of many entries in turn touch pages all over the index: those above its leaves, of a million entries, stay here.
    private const int WriterCacheKb = 16 * 1024;

    public static Config For(CacheActorsOptions options, CacheFolder folder)
    {
        var journal = ConfigurationFactory.ParseString(
            $$"""
            akka.persistence.journal.sql {
              connection-string = "Data Source={{Escape(folder.JournalPath)}};Pooling=False"
              synchronous = {{options.Journal.Synchronous}}
              pragmas = "PRAGMA cache_size = -{{WriterCacheKb}}"
            }
            """
        );
        return ConfigurationFactory
            .ParseString(options.Hocon)
            .WithFallback(journal)
            .WithFallback(Resource("runtime.conf"))
            .WithFallback(Resource("embedded.conf"));
    }

    private static Config Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }

    private static string Escape(string path) => path.Replace("\\", "\\\\").Replace("\"", "\\\"");
}
